package toyredis.lab;

import java.io.IOException;
import java.util.List;
import toyredis.load.Target;

/** A subject that runs: a step's server of our own, or one that was already there. */
record Running(Target target, StepServer own) implements AutoCloseable {

  /** Starts a step, or takes the server that is there. */
  static Running open(Checkout checkout, Subject subject, List<String> serverOptions)
      throws IOException, InterruptedException {
    return switch (subject) {
      case Subject.OfStep(var step) -> {
        var server = StepServer.start(checkout, step, serverOptions);
        yield new Running(server.target(), server);
      }
      case Subject.Remote(var address) -> {
        if (address.isUnresolved()) {
          throw new LabException("no address is known for host " + address.getHostString());
        }
        yield new Running(Target.at(address), null);
      }
      case Subject.All() -> throw new IllegalArgumentException("all is several subjects");
    };
  }

  /** Makes sure that a server of our own has not died, and that this is not the end of the lab. */
  void requireAlive() throws InterruptedException {
    if (own != null) own.requireAlive();
    Interrupt.check();
  }

  @Override
  public void close() {
    if (own != null) own.close();
  }
}
