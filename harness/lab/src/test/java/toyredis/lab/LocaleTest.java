package toyredis.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import toyredis.lab.process.Checkout;
import toyredis.results.Step;

/** In Turkish INCR in small letters is another word, and in Egypt 1 is another character. */
class LocaleTest {
  private static final Set<String> DEPENDING =
      Set.of("toLowerCase", "toUpperCase", "format", "formatted", "printf");

  @Test
  void nothingThatServesOrMeasuresDependsOnTheUsersLanguage() throws IOException {
    var root = Checkout.ofThisLab().root();
    var classes = new ArrayList<Path>();
    for (var module : folders(root)) {
      try (var files = Files.walk(module.resolve("target/classes"))) {
        files.filter(f -> f.toString().endsWith(".class")).forEach(classes::add);
      }
    }
    assertTrue(classes.size() > 40, () -> "only " + classes);
    var calls = new ArrayList<String>();
    for (var file : classes) {
      for (var entry : ClassFile.of().parse(file).constantPool()) {
        if (entry instanceof MemberRefEntry method
            && method.owner().asInternalName().startsWith("java/")
            && DEPENDING.contains(method.name().stringValue())
            && !method.type().stringValue().contains("Ljava/util/Locale;")) {
          calls.add(root.relativize(file) + " calls " + method.name().stringValue());
        }
      }
    }
    assertEquals(List.of(), calls, "give them a locale: Locale.ROOT");
  }

  private static List<Path> folders(Path root) {
    var folders = new ArrayList<Path>();
    for (var module : List.of("server", "results", "load")) {
      folders.add(root.resolve("harness").resolve(module));
    }
    for (var step : Step.values()) folders.add(root.resolve(step.folder()));
    return folders;
  }
}
