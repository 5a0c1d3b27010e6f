import java.util.concurrent.locks.Lock;

/**
 * Exercise 2.2: two locks.
 *
 * <p>Each account has a lock of its own, so that transfers between different accounts do not wait
 * for each other. But a transfer from A to B and one from B to A, at the same time, wait for each
 * other for ever. Prevent it.
 *
 * <p>Both locks must be held, and none that others have to wait for, while the balances are read
 * and changed; all are free when the transfer ends. A transfer between two other accounts must not
 * wait for this one. An account may transfer to itself. Every transfer is carried out.
 */
final class Transfer {

  /** An account. No two have the same number. */
  static final class Account {
    final int number;
    final Lock lock; // reentrant
    long balance; // guarded by lock

    Account(int number, Lock lock, long balance) {
      this.number = number;
      this.lock = lock;
      this.balance = balance;
    }
  }

  static void transfer(Account from, Account to, long amount) {
    from.lock.lock();
    try {
      to.lock.lock();
      try {
        from.balance -= amount;
        to.balance += amount;
      } finally {
        to.lock.unlock();
      }
    } finally {
      from.lock.unlock();
    }
  }
}
