package toyredis.lab.exercise;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Compiled classes, which are read and not loaded.
 *
 * @param folder where they are
 * @param all by their internal names
 */
record Classes(Path folder, Map<String, ClassModel> all) {

  static Classes of(Path folder) throws IOException {
    var all = new TreeMap<String, ClassModel>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (var file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        var model = ClassFile.of().parse(file);
        all.put(model.thisClass().asInternalName(), model);
      }
    }
    return new Classes(folder, all);
  }

  /** A field or method; of its name and type, and where it is declared. */
  record Member(String owner, int flags) {}

  /**
   * Looks a member up in a class, and in those of these classes that it inherits from.
   *
   * @param descriptor tells a method from a field by its parenthesis
   */
  Optional<Member> find(String owner, String name, String descriptor) {
    var model = all.get(owner);
    if (model == null) return Optional.empty();
    if (descriptor.startsWith("(")) {
      for (var method : model.methods()) {
        if (method.methodName().equalsString(name)
            && method.methodType().equalsString(descriptor)) {
          return Optional.of(new Member(owner, method.flags().flagsMask()));
        }
      }
    } else {
      for (var field : model.fields()) {
        if (field.fieldName().equalsString(name) && field.fieldType().equalsString(descriptor)) {
          return Optional.of(new Member(owner, field.flags().flagsMask()));
        }
      }
    }
    if (name.equals("<init>")) return Optional.empty();
    var parents =
        Stream.concat(model.superclass().stream(), model.interfaces().stream())
            .map(parent -> parent.asInternalName());
    return parents.flatMap(parent -> find(parent, name, descriptor).stream()).findFirst();
  }

  /** The source file of a class, for messages. */
  String source(String name) {
    return all.get(name)
        .findAttribute(java.lang.classfile.Attributes.sourceFile())
        .map(attribute -> attribute.sourceFile().stringValue())
        .orElse(name + ".java");
  }
}
