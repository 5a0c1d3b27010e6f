package toyredis.lab;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;
import toyredis.lab.process.Checkout;
import toyredis.lab.process.Scratch;
import toyredis.lab.screen.Interrupt;
import toyredis.lab.screen.LabException;
import toyredis.lab.screen.Screen;
import toyredis.lab.screen.Typo;
import toyredis.results.Machine;
import toyredis.results.text.Table;

/** The {@code lab} command. Exit codes: 0, 1 when something failed, 2 for wrong usage. */
@Command(
    name = "lab",
    header = {"One map, five servers: run them, attack them, load them.", ""},
    synopsisHeading = "",
    customSynopsis = "./lab COMMAND …      (./lab COMMAND --help says more)",
    commandListHeading = "%n",
    subcommands = {
      ServeCommand.class,
      ClusterCommand.class,
      RaceCommand.class,
      LoadCommand.class,
      StallCommand.class,
      CompareCommand.class,
      DiffCommand.class,
      MergeCommand.class,
      PlotCommand.class,
      BenchCommand.class,
      ShowCommand.class,
      BookCommand.class,
      ClaimsCommand.class,
      FooledCommand.class,
      CheckCommand.class,
      HintCommand.class,
      SolutionCommand.class,
      ProgressCommand.class,
      ResetCommand.class,
      WatchCommand.class,
      ZooCommand.class,
      DoctorCommand.class,
    },
    footer = {
      "",
      "Steps (step3, 3 and step3-rwlock all name the third):",
      "  step1  a HashMap shared by all connection threads",
      "  step2  one lock around every command",
      "  step3  many readers or one writer; and ConcurrentHashMap",
      "  step4  one thread owns the map, the others send it messages",
      "  step5  one event loop does it all",
      "A SERVER is a step, an exercise that is a server, redis, or host:port: any server that"
          + " speaks the protocol.",
      "",
      "Try:",
      "  ./lab serve step2            and in another terminal: nc localhost 6379",
      "  ./lab race step1             lost updates, counted",
      "  ./lab load step3 -c 200      one load test",
      "  ./lab compare --quick        all steps side by side, 2 minutes",
      "  ./lab book                   measure all, render the lessons",
      "  ./lab doctor                 what this machine allows",
      "  ./lab check 2.1              check, hint, solution, progress, reset, watch",
    })
public final class Lab implements Runnable {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Say which revision this is.")
  private boolean version;

  @Spec private CommandSpec spec;

  public static void main(String[] args) throws IOException {
    Scratch.deleteAbandoned();
    var out = encoded(FileDescriptor.out, System.out);
    var err = encoded(FileDescriptor.err, System.err);
    System.exit(commandLine().setOut(out).setErr(err).execute(args));
  }

  /** In a bare POSIX locale Java would print {@code ?} for {@code µ}; terminals read UTF-8. */
  private static PrintWriter encoded(FileDescriptor descriptor, PrintStream standard) {
    Charset charset = standard.charset();
    if (charset.equals(StandardCharsets.US_ASCII)) charset = StandardCharsets.UTF_8;
    return new PrintWriter(new FileOutputStream(descriptor), true, charset);
  }

  /** The command with its subcommands, ready to execute. */
  static CommandLine commandLine() {
    Locale.setDefault(
        Locale.ROOT); // figures and words are the same everywhere; so does each JVM that it starts
    var lab = new CommandLine(new Lab());
    lab.setCaseInsensitiveEnumValuesAllowed(true);
    int columns = Screen.terminalColumns();
    lab.setUsageHelpWidth(columns == Table.WIDE ? 80 : Math.clamp(columns, 55, 100));
    lab.setColorScheme(
        Help.defaultColorScheme(Screen.terminalColor() ? Help.Ansi.ON : Help.Ansi.OFF));
    lab.getCommandSpec().versionProvider(Lab::version);
    lab.setParameterExceptionHandler(Lab::wrongUsage);
    lab.setExecutionExceptionHandler(Lab::failed);
    // what follows the step is the server's
    lab.getSubcommands().get("serve").setStopAtPositional(true);
    return lab;
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    var name = e.getCommandLine().getCommandSpec().qualifiedName();
    var message =
        e instanceof UnmatchedArgumentException unmatched
            ? nothingLike(unmatched)
            : String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("positional parameter at index \\S+ \\((\\w+)\\)", "$1");
    e.getCommandLine()
        .getErr()
        .println(Screen.fitting(name + ": " + message + " (see ./" + name + " --help)"));
    return CommandLine.ExitCode.USAGE;
  }

  private static String nothingLike(UnmatchedArgumentException e) {
    var command = e.getCommandLine();
    var word = e.getUnmatched().getFirst();
    boolean option = e.isUnknownOption();
    if (!option && command.getSubcommands().isEmpty()) return "'" + word + "' is one too many";
    var names =
        option ? command.getCommandSpec().optionsMap().keySet() : command.getSubcommands().keySet();
    return "there is no %s '%s'".formatted(option ? "option" : "command", word)
        + new Typo(word).meant(names).map(name -> "; did you mean " + name + "?").orElse("");
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof UncheckedIOException io) e = io.getCause();
    if (!(e instanceof LabException || e instanceof IOException)) throw e;
    // on Ctrl-C a server may be gone a moment before this JVM hears of it: that is no failure
    Thread.sleep(100);
    Interrupt.check();
    var name = command.getCommandSpec().qualifiedName();
    command.getErr().println(Screen.fitting(name + ": " + LabException.message(e)));
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static String[] version() {
    var machine = Machine.read(Checkout.ofThisLab().root());
    return new String[] {"toy-redis, revision " + machine.revision() + ", JDK " + machine.jdk()};
  }

  @Command(name = "help", hidden = true, header = "Say what there is, or what a command does.")
  int help(@Parameters(arity = "0..1", paramLabel = "COMMAND") String command) {
    var lab = spec.commandLine();
    if (command == null) return lab.execute("--help");
    if (lab.getSubcommands().containsKey(command)) return lab.execute(command, "--help");
    throw new UnmatchedArgumentException(lab, List.of(command));
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
