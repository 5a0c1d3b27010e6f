package toyredis.step5.loop;

import java.io.IOException;

/** A thread's work: to serve connections until it is told to end. */
public interface Loop {
  /** Which way a loop goes, from the first phase to the last. */
  enum Phase {
    SERVING,
    /** Nobody is accepted any more, and what has been received is answered. */
    ANSWERING,
    /** Nothing more is applied; replies may still leave. */
    LEAVING
  }

  /** Serves, and returns when no reply is left to be sent. */
  void run() throws IOException;

  /** For another thread: the next phase begins. */
  void enter(Phase phase);
}
