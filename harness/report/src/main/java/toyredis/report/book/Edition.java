package toyredis.report.book;

/** What the lessons are turned into. The prose is the same in all of them. */
enum Edition {
  /** Pages for a browser. */
  SITE,

  /** AsciiDoc without macros, which a code-hosting page shows as it is. */
  READABLE,

  /** One document to be printed. */
  PRINT
}
