package toyredis.load.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuUseTest {

  @ParameterizedTest
  @CsvSource({
    "NETWORK, sun.nio.ch.SocketDispatcher toyredis.server.ThreadPerConnectionServer",
    "NETWORK, java.lang.String sun.nio.ch.EPollSelectorImpl toyredis.step5.EventLoop",
    "STORE, java.util.HashMap toyredis.step2.SynchronizedStore toyredis.server.Commands",
    "STORE, toyredis.server.Glob toyredis.step1.NaiveMapStore toyredis.server.RecordedStore",
    "STORE, java.util.concurrent.ConcurrentHashMap toyredis.step3.ConcurrentMapStore",
    "THREADS, java.util.concurrent.locks.ReentrantLock$Sync toyredis.step2.ReentrantLockStore",
    "THREADS, java.lang.VirtualThread java.net.Socket",
    "THREADS, java.util.ArrayList toyredis.step4.Owner",
    "STORE, toyredis.step4.MailboxStore$$Lambda/0x1 java.util.concurrent.FutureTask",
    "DECODE, java.lang.String toyredis.server.Request toyredis.server.Commands",
    "APPLY, java.util.HashMap toyredis.server.Commands",
    "REPLY, java.util.Arrays toyredis.server.ReplyBuffer toyredis.server.Commands",
    "RECORDER, jdk.jfr.internal.event.EventWriter toyredis.server.RecordedStore",
    "OTHER, java.util.HashMap java.lang.Object"
  })
  void theInnermostClassThatHasAPurposeDecides(CpuUse use, String stack) {
    assertEquals(use, CpuUse.of(Stream.of(stack.split(" "))));
  }
}
