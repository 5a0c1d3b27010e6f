import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Duel;

class Check {
  record Bank(Transfer.Account a, Transfer.Account b) {
    Bank() {
      this(
          new Transfer.Account(1, new ReentrantLock(), 100),
          new Transfer.Account(2, new ReentrantLock(), 100));
    }
  }

  @Test
  @Order(1)
  void twoTransfersInOppositeDirectionsBothEnd() {
    Duel.in(Bank::new)
        .actor(
            "10 from A to B",
            bank -> {
              Transfer.transfer(bank.a, bank.b, 10);
              return null;
            })
        .actor(
            "30 from B to A",
            bank -> {
              Transfer.transfer(bank.b, bank.a, 30);
              return null;
            })
        .end(bank -> bank.a.balance + " and " + bank.b.balance)
        .explore();
  }
}
