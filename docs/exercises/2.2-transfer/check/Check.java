import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.HashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Duel;
import toyredis.check.Helper;

class Check {
  private static final int MOST_ACCOUNTS = 400_000;

  /** A lock that says who holds it, runs something when it is used, and is equal to any other. */
  private static final class Watched extends ReentrantLock {
    private static final long serialVersionUID = 1;
    private transient Runnable event = () -> {};

    private Thread owner() {
      return getOwner();
    }

    @Override
    public void lock() {
      event.run();
      super.lock();
      event.run();
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
      event.run();
      super.lockInterruptibly();
      event.run();
    }

    @Override
    public boolean tryLock() {
      event.run();
      return super.tryLock();
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
      event.run();
      return super.tryLock(time, unit);
    }

    @Override
    public void unlock() {
      event.run();
      super.unlock();
      event.run();
    }

    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }
  }

  private static Transfer.Account account(int number) {
    return new Transfer.Account(number, new Watched(), 100);
  }

  private static Watched lock(Transfer.Account account) {
    return (Watched) account.lock;
  }

  private static Object move(Transfer.Account from, Transfer.Account to, long amount) {
    Transfer.transfer(from, to, amount);
    return null;
  }

  record Bank(Transfer.Account a, Transfer.Account b, Transfer.Account c) {
    static Bank of(int a, int b, int c) {
      return new Bank(account(a), account(b), account(c));
    }

    /** What one transfer has begun nobody else may see. */
    void consistent() {
      if (a.balance + b.balance + c.balance == 300) return;
      var held = new HashMap<Thread, Integer>(); // how many locks each thread has
      for (var account : new Transfer.Account[] {a, b, c}) {
        var owner = lock(account).owner();
        if (owner != null) held.merge(owner, 1, Integer::sum);
      }
      if (held.values().stream().noneMatch(locks -> locks >= 2)) {
        throw new AssertionError(
            "The balances add up to "
                + (a.balance + b.balance + c.balance)
                + " and not to 300, and "
                + (held.isEmpty() ? "no lock is held" : "nobody holds two of the locks")
                + ": whoever takes the locks now finds money missing, or too much.");
      }
    }

    String balances() {
      for (var account : new Transfer.Account[] {a, b, c}) {
        if (lock(account).isLocked()) {
          throw new AssertionError(
              "All transfers have ended, and the lock of account "
                  + account.number
                  + " is still held.");
        }
      }
      return a.balance + " and " + b.balance + " and " + c.balance;
    }
  }

  private static Duel<Bank> opposite(java.util.concurrent.Callable<Bank> banks) {
    return Duel.in(banks)
        .actor("10 from A to B", bank -> move(bank.a, bank.b, 10))
        .actor("30 from B to A", bank -> move(bank.b, bank.a, 30))
        .always(Bank::consistent)
        .end(Bank::balances)
        .explain("Two transfers between the same accounts, in opposite directions:");
  }

  @Test
  @Order(1)
  void oneTransferMovesTheMoneyAndFreesTheLocks() {
    for (var numbers : new int[][] {{1, 2}, {2, 1}, {-5, 5}}) {
      var bank = Bank.of(numbers[0], numbers[1], 9);
      Helper.start("a transfer from A to B", () -> move(bank.a, bank.b, 10)).ends();
      assertEquals("90 and 110 and 100", bank.balances(), "the balances after 10 from A to B");
    }
  }

  @Test
  @Order(2)
  void anAccountMayTransferToItself() {
    var bank = Bank.of(1, 2, 3);
    Helper.start("a transfer from A to A", () -> move(bank.a, bank.a, 10)).ends();
    assertEquals("100 and 100 and 100", bank.balances(), "the balances after 10 from A to A");
  }

  @Test
  @Order(3)
  void strangersNeedNotWait() {
    var bank = Bank.of(1, 2, 3);
    var inside = new boolean[1];
    Runnable strangers =
        () -> {
          if (inside[0]) return;
          inside[0] = true;
          var others = Bank.of(4, 5, 6);
          var stranger = Helper.start("a transfer from D to E", () -> move(others.a, others.b, 1));
          try {
            stranger.ends();
          } catch (AssertionError e) {
            throw new AssertionError(
                "While a transfer from A to B is going on, one from D to E has to wait, though it"
                    + " needs neither of their locks:\n"
                    + e.getMessage());
          }
          inside[0] = false;
        };
    lock(bank.a).event = strangers;
    lock(bank.b).event = strangers;
    Transfer.transfer(bank.a, bank.b, 10);
    assertFalse(lock(bank.a).isLocked() || lock(bank.b).isLocked(), "a lock is still held");
  }

  @Test
  @Order(4)
  void twoTransfersInOppositeDirectionsBothEnd() {
    opposite(() -> Bank.of(1, 2, 3)).explore();
  }

  @Test
  @Order(5)
  void theNumbersMayBeAnyTwo() {
    for (var numbers : new int[][] {{1, 3}, {4, 2}, {Integer.MIN_VALUE, 0}}) {
      opposite(() -> Bank.of(numbers[0], numbers[1], 7)).oneStop().explore();
    }
  }

  @Test
  @Order(6)
  void accountsWithTheSameIdentityHashCodeAreStillTwo() {
    var first = new HashMap<Integer, Transfer.Account>();
    for (int i = 0; i < MOST_ACCOUNTS; i++) {
      var b = account(i);
      var a = first.put(System.identityHashCode(b), b);
      if (a == null) continue;
      first.clear();
      opposite(
              () -> {
                a.balance = 100;
                b.balance = 100;
                return new Bank(a, b, account(-1));
              })
          .oneStop()
          .explore();
      return;
    }
    throw new AssertionError(
        "Among "
            + MOST_ACCOUNTS
            + " accounts no two have the same identity hash code, so this could not be tried. Run"
            + " the check again.");
  }

  @Test
  @Order(7)
  void threeTransfersInACircleAllEnd() {
    Duel.in(() -> Bank.of(1, 2, 3))
        .actor("10 from A to B", bank -> move(bank.a, bank.b, 10))
        .actor("20 from B to C", bank -> move(bank.b, bank.c, 20))
        .actor("30 from C to A", bank -> move(bank.c, bank.a, 30))
        .always(Bank::consistent)
        .end(Bank::balances)
        .atMost(40)
        .explain("Three transfers in a circle:")
        .explore();
  }
}
