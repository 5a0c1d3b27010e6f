import java.util.Map;

/** Exercise 2.3, solved: total changes with pages, under their lock; users has the other one. */
final class Visits {
  private final Object pagesLock = new Object();
  private final Object usersLock = new Object();

  private final Map<String, Long> pages; // guarded by pagesLock: the visits of each page
  private long total; // guarded by pagesLock: the sum of all visits in pages
  private final Map<String, String> users; // guarded by usersLock: the page where a user is

  Visits(Map<String, Long> pages, Map<String, String> users) {
    this.pages = pages;
    this.users = users;
  }

  void visit(String page) {
    synchronized (pagesLock) {
      pages.merge(page, 1L, Long::sum);
      total++;
    }
  }

  /** Drops a page and its visits. */
  void forget(String page) {
    synchronized (pagesLock) {
      var visits = pages.remove(page);
      if (visits != null) total -= visits;
    }
  }

  void logIn(String user, String page) {
    synchronized (usersLock) {
      users.put(user, page);
    }
  }

  /** How many are logged in. */
  int online() {
    synchronized (usersLock) {
      return users.size();
    }
  }

  /** The number of pages and the sum of their visits, of one moment. */
  String summary() {
    synchronized (pagesLock) {
      return pages.size() + " pages, " + total + " visits";
    }
  }
}
