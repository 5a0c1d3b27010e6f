import java.util.concurrent.locks.Lock;

/**
 * Exercise 2.2, solved: everyone takes the lock of the lower number first, so nobody who holds a
 * lock waits for one who needs it.
 */
final class Transfer {

  /** An account. No two have the same number. */
  static final class Account {
    final int number;
    final Lock lock;
    long balance; // guarded by lock

    Account(int number, Lock lock, long balance) {
      this.number = number;
      this.lock = lock;
      this.balance = balance;
    }
  }

  static void transfer(Account from, Account to, long amount) {
    var first = from.number < to.number ? from : to;
    var second = first == from ? to : from;
    first.lock.lock();
    try {
      second.lock.lock();
      try {
        from.balance -= amount;
        to.balance += amount;
      } finally {
        second.lock.unlock();
      }
    } finally {
      first.lock.unlock();
    }
  }
}
