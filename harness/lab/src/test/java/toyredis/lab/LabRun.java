package toyredis.lab;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a call of the lab in this JVM left behind. */
public record LabRun(int exit, String out, String err) {

  public static LabRun of(String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exit =
        Lab.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(args);
    return new LabRun(exit, out.toString(), err.toString());
  }
}
