import java.util.Map;

/**
 * Exercise 2.3: find the guard.
 *
 * <p>Each field says which lock guards it, and the code does not keep all of these promises: one
 * access is under the wrong lock, and one under none. Find both and mend them.
 *
 * <p>Visits and log-ins have a lock each so that they do not wait for each other. Keep it so.
 */
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
    Long visits;
    synchronized (pagesLock) {
      visits = pages.remove(page);
    }
    if (visits != null) total -= visits;
  }

  void logIn(String user, String page) {
    synchronized (usersLock) {
      users.put(user, page);
    }
  }

  /** How many are logged in. */
  int online() {
    synchronized (pagesLock) {
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
