import java.lang.classfile.*;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.reflect.AccessFlag;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Uninstrumented;

@Uninstrumented
class Check {
  private static final Duration LONG_ENOUGH_TO_BE_COMPILED = Duration.ofMillis(400);

  @Test
  @Order(1)
  void aResultThatIsThereIsAnsweredAtOnce() throws Exception {
    var result = new Result();
    result.publish("first");
    end(result, start(result, new AtomicReference<>()), new AtomicReference<>("first"));
  }

  @Test
  @Order(2)
  void whoWaitsSeesTheResult() throws Exception {
    for (int i = 0; i < 2; i++) {
      var result = new Result();
      var answer = new AtomicReference<String>();
      var waiting = start(result, answer);
      var until = System.nanoTime() + LONG_ENOUGH_TO_BE_COMPILED.toNanos();
      while (System.nanoTime() < until) LockSupport.parkNanos(10_000_000);
      if (!waiting.isAlive()) throw new AssertionError("await ended before anything was published");
      result.publish("found");
      end(result, waiting, answer);
      if (!"found".equals(answer.get())) {
        throw new AssertionError("await saw that it is there, and answered " + answer.get());
      }
    }
  }

  private static Thread start(Result result, AtomicReference<String> answer) {
    return Thread.ofPlatform().daemon().start(() -> answer.set(result.await()));
  }

  private static void end(Result result, Thread waiting, AtomicReference<String> answer)
      throws Exception {
    if (!waiting.join(Duration.ofSeconds(2))) {
      throw new AssertionError(
          "publish has ended, and await still does not see it, 2 s later: nothing tells Java that"
              + " another thread writes what the loop reads.");
    }
  }

  /** What the fields promise, for on this machine a loop with a sleep in it happens to work. */
  @Test
  @Order(3)
  void thePromiseDoesNotDependOnLuck() throws Exception {
    try (var in = Check.class.getClassLoader().getResourceAsStream("Result.class")) {
      var model = ClassFile.of().parse(in.readAllBytes());
      var last = "";
      for (var method : model.methods()) {
        var guarded = method.flags().has(AccessFlag.SYNCHRONIZED);
        if (method.methodName().equalsString("<init>") || method.code().isEmpty()) continue;
        var ordered = guarded; // something that orders has come before, in this method
        var plainWrite = "";
        for (var element : method.code().get()) {
          if (element instanceof Instruction step && orders(step)) {
            ordered = true;
            plainWrite = "";
          }
          if (!(element instanceof FieldInstruction access) || guarded) continue;
          var field =
              model.fields().stream()
                  .filter(f -> f.fieldName().equalsString(access.name().stringValue()))
                  .findFirst();
          if (field.isEmpty() || field.get().flags().has(AccessFlag.FINAL)) continue;
          var write = access.opcode() == Opcode.PUTFIELD || access.opcode() == Opcode.PUTSTATIC;
          if (field.get().flags().has(AccessFlag.VOLATILE)) {
            ordered = true;
            plainWrite = "";
          } else if (write) {
            plainWrite = access.name().stringValue();
          } else if (!ordered) {
            throw new AssertionError(
                access.name().stringValue()
                    + " is read, and nothing before it promises that the other thread's write is"
                    + " seen. That it works on this machine is luck.");
          }
        }
        if (!plainWrite.isEmpty()) last = plainWrite;
      }
      if (!last.isEmpty()) {
        throw new AssertionError(
            last
                + " is written, and nothing after it announces it: who sees the flag may still see"
                + " the old value.");
      }
    }
  }

  private static boolean orders(Instruction step) {
    return switch (step) {
      case java.lang.classfile.instruction.MonitorInstruction _ -> true;
      case java.lang.classfile.instruction.InvokeInstruction call ->
          (call.owner().asInternalName().startsWith("java/util/concurrent/")
                  && !call.owner().asInternalName().endsWith("LockSupport")
                  && !call.owner().asInternalName().endsWith("TimeUnit"))
              || call.owner().asInternalName().equals("java/lang/invoke/VarHandle");
      default -> false;
    };
  }
}
