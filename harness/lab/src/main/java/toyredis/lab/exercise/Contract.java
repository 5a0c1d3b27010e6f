package toyredis.lab.exercise;

import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the check calls of the exercise: it was compiled against the starter, so the reader's
 * classes must still have it.
 *
 * @param starter its classes
 * @param check the check's classes
 */
record Contract(Classes starter, Classes check) {

  /** What the reader's classes have no more; nothing if the check can run. */
  List<String> broken(Classes reader) {
    var complaints = new TreeSet<String>();
    for (var user : check.all().values()) {
      var inherited =
          new ArrayList<>(user.interfaces().stream().map(ClassEntry::asInternalName).toList());
      user.superclass().ifPresent(parent -> inherited.add(parent.asInternalName()));
      for (var type : inherited) open(type, reader, complaints);
      for (var entry : user.constantPool()) {
        switch (entry) {
          case ClassEntry type -> type(type.asInternalName(), reader, complaints);
          case MemberRefEntry used ->
              member(
                  used.owner().asInternalName(),
                  used.name().stringValue(),
                  used.type().stringValue(),
                  reader,
                  complaints);
          case InvokeDynamicEntry lambda -> lambda(lambda, reader, complaints);
          default -> {}
        }
      }
    }
    return List.copyOf(complaints);
  }

  private void type(String name, Classes reader, Set<String> complaints) {
    if (!starter.all().containsKey(name)) return;
    var was = starter.all().get(name).flags().has(AccessFlag.INTERFACE);
    var is = reader.all().get(name);
    if (is == null) {
      complaints.add("there is no class " + shown(name) + " any more");
    } else if (is.flags().has(AccessFlag.INTERFACE) != was) {
      complaints.add(shown(name) + " is " + (was ? "no" : "an") + " interface any more");
    }
  }

  private void member(
      String owner, String name, String descriptor, Classes reader, Set<String> complaints) {
    var was = starter.find(owner, name, descriptor);
    if (was.isEmpty() || !reader.all().containsKey(owner)) return;
    var is = reader.find(owner, name, descriptor);
    var signature = "`" + signature(owner, name, descriptor) + "`";
    if (is.isEmpty()) {
      complaints.add(shown(owner) + " has no " + signature + " any more");
    } else if (has(is, AccessFlag.PRIVATE)) {
      complaints.add(signature + " of " + shown(owner) + " is private now");
    } else if (has(is, AccessFlag.STATIC) != has(was, AccessFlag.STATIC)) {
      complaints.add(
          "%s of %s is %s"
              .formatted(
                  signature,
                  shown(owner),
                  has(was, AccessFlag.STATIC) ? "not static any more" : "static now"));
    }
  }

  private static boolean has(Optional<Classes.Member> member, AccessFlag flag) {
    return (member.orElseThrow().flags() & flag.mask()) != 0;
  }

  /** An interface of the starter's that the check writes as a lambda: its one method. */
  private void lambda(InvokeDynamicEntry lambda, Classes reader, Set<String> complaints) {
    var type = internal(MethodTypeDesc.ofDescriptor(lambda.type().stringValue()).returnType());
    if (!starter.all().containsKey(type)) return;
    for (var argument : lambda.bootstrap().arguments()) {
      if (argument instanceof MethodTypeEntry method) {
        member(
            type,
            lambda.name().stringValue(),
            method.descriptor().stringValue(),
            reader,
            complaints);
        break;
      }
    }
    open(type, reader, complaints);
  }

  /** A class of the starter's that the check extends: it asks for nothing new to be written. */
  private void open(String type, Classes reader, Set<String> complaints) {
    if (!starter.all().containsKey(type) || !reader.all().containsKey(type)) return;
    var added = new TreeSet<>(toBeWritten(type, reader));
    added.removeAll(toBeWritten(type, starter));
    for (var method : added) complaints.add(shown(type) + " has a new abstract " + method);
    if (reader.all().get(type).flags().has(AccessFlag.FINAL)) {
      complaints.add(shown(type) + " is final now, and the check extends it");
    }
  }

  private static Set<String> toBeWritten(String type, Classes classes) {
    return classes.all().get(type).methods().stream()
        .filter(method -> method.flags().has(AccessFlag.ABSTRACT))
        .map(m -> "`" + signature(type, m.methodName().stringValue(), m.methodType().stringValue()) + "`")
        .collect(Collectors.toSet());
  }

  private static String internal(ClassDesc type) {
    var descriptor = type.descriptorString();
    return descriptor.startsWith("L")
        ? descriptor.substring(1, descriptor.length() - 1)
        : descriptor;
  }

  /** As Java writes it. */
  private static String signature(String owner, String name, String descriptor) {
    if (!descriptor.startsWith("(")) {
      return ClassDesc.ofDescriptor(descriptor).displayName() + " " + name;
    }
    var type = MethodTypeDesc.ofDescriptor(descriptor);
    var parameters =
        type.parameterList().stream().map(Contract::simple).collect(Collectors.joining(", "));
    return name.equals("<init>")
        ? owner.replaceFirst(".*[$/]", "") + "(" + parameters + ")"
        : simple(type.returnType()) + " " + name + "(" + parameters + ")";
  }

  private static String simple(ClassDesc type) {
    return type.displayName().replaceFirst(".*\\$", "");
  }

  private static String shown(String internal) {
    return internal.replace('/', '.').replace('$', '.');
  }
}
