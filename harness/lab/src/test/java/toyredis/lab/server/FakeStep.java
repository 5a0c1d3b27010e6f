package toyredis.lab.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import toyredis.lab.process.Checkout;

/** A step's server that is ready and serves nobody, or fails in the way its variant names. */
public final class FakeStep {

  public static void main(String[] args) throws Exception {
    switch (List.of(args).getLast()) {
      case "dies" -> {
        System.err.println("step2-mutex: no luck today");
        System.exit(7);
      }
      case "babbles" -> System.out.println("good morning");
      case "stubborn" -> {
        Runtime.getRuntime().addShutdownHook(new Thread(FakeStep::hang));
        ready(1234);
      }
      case "mortal" -> {
        ready(1234);
        System.in.read();
        System.err.println("step2-mutex: out of breath");
        System.exit(3);
      }
      default -> {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
          ready(socket.getLocalPort());
          hang();
        }
      }
    }
    hang();
  }

  private static void ready(int port) {
    System.out.println(
        "step2-mutex ready on 127.0.0.1:" + port + " (variant synchronized, threads virtual)");
  }

  private static void hang() {
    for (; ; ) java.util.concurrent.locks.LockSupport.park();
  }

  /** Makes a checkout in which this is step 2. */
  static Checkout checkout(Path root) throws IOException {
    var jar = root.resolve("step2-mutex/target/step2-mutex.jar");
    Files.createDirectories(jar.getParent());
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeStep.class.getName());
    var classFile = FakeStep.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var in = FakeStep.class.getClassLoader().getResourceAsStream(classFile)) {
      out.putNextEntry(new JarEntry(classFile));
      in.transferTo(out);
    }
    return new Checkout(root, root.resolve("results"));
  }
}
