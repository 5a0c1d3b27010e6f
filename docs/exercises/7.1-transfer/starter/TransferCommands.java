import toyredis.server.CommandException;
import toyredis.server.Commands;
import toyredis.server.Extension;
import toyredis.server.ReplyBuffer;
import toyredis.server.Request;
import toyredis.server.Session;

/** The two commands, on any of the banks; nothing is to be done here. */
final class TransferCommands implements Extension {
  private final Bank bank;

  TransferCommands(Bank bank) {
    this.bank = bank;
  }

  @Override
  public boolean apply(Request request, Session session, ReplyBuffer reply) {
    if (request.is(0, "TRANSFER")) {
      if (request.count() != 4) throw Commands.wrongNumberOfArguments("transfer");
      var amount = request.integer(3);
      if (amount < 0) throw new CommandException("ERR value is out of range, must be positive");
      reply.integer(bank.transfer(request.text(1), request.text(2), amount) ? 1 : 0);
      return true;
    }
    if (request.is(0, "SUM")) {
      if (request.count() != 3) throw Commands.wrongNumberOfArguments("sum");
      reply.integer(bank.sum(request.text(1), request.text(2)));
      return true;
    }
    return false;
  }
}
