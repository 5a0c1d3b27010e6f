package toyredis.lab.exercise;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.ConstantDynamicEntry;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What an exercise may use of the Java library: data, threads, locks, buffers. What reaches beyond
 * its own code, ends the JVM, starts processes, reads files or looks into the check, is refused
 * before anything runs. It is a list of what is allowed: what nobody thought of is refused.
 */
final class Allowed {
  private static final Set<String> REFUSED =
      Set.of(
          "java/lang/ClassLoader",
          "java/lang/Compiler",
          "java/lang/Module",
          "java/lang/ModuleLayer",
          "java/lang/Package",
          "java/lang/Process",
          "java/lang/ProcessBuilder",
          "java/lang/ProcessHandle",
          "java/lang/Runtime",
          "java/lang/RuntimePermission",
          "java/lang/SecurityManager",
          "java/lang/StackWalker",
          "java/lang/ThreadGroup",
          "java/util/Formatter",
          "java/util/ResourceBundle",
          "java/util/ServiceLoader",
          "java/util/PropertyResourceBundle",
          "java/nio/channels/FileChannel",
          "java/nio/channels/FileLock",
          "java/nio/channels/AsynchronousFileChannel",
          "java/nio/channels/spi/SelectorProvider",
          "java/nio/channels/spi/AsynchronousChannelProvider",
          "java/nio/MappedByteBuffer");

  /** All of these packages, and those within, but for what is refused. */
  private static final Pattern PACKAGES =
      Pattern.compile(
          "java/lang/[^/]+|java/(math|time)/.+|java/lang/constant/.+"
              + "|java/util/(?!jar/|logging/|prefs/|spi/|zip/ZipFile).+"
              + "|java/nio/(channels/(spi/)?|charset/)?[^/]+"
              + "|toyredis/(?!check/|lab/).+");

  private static final Pattern CLASSES =
      Pattern.compile(
          "java/io/(\\w+Exception|\\w+Error|Closeable|Flushable|Serializable|(Buffered|ByteArray"
              + "|Data|Filter|Pushback|Sequence|Piped)?(Input|Output)Stream|DataInput|DataOutput"
              + "|(Buffered|CharArray|Filter|InputStream|Piped|String|LineNumber)?Reader"
              + "|(Buffered|CharArray|Filter|OutputStream|Piped|String)?Writer"
              + "|PrintWriter|PrintStream)"
              + "|java/net/(SocketAddress|InetSocketAddress|SocketOption|StandardSocketOptions"
              + "|SocketException|ConnectException|BindException)"
              + "|java/lang/invoke/(VarHandle(\\$\\w+)?|MethodHandles(\\$Lookup)?)"
              + "|java/lang/annotation/\\w+|java/lang/ref/(Weak|Soft|Phantom)?Reference(Queue)?");

  /** Of these classes only this. */
  private static final Map<String, Pattern> ONLY =
      Map.of(
          "java/lang/System",
          Pattern.compile(
              "nanoTime|currentTimeMillis|identityHashCode|arraycopy|lineSeparator|out|err"),
          "java/lang/Class",
          Pattern.compile(
              "getName|getSimpleName|isInstance|cast|desiredAssertionStatus|equals|hashCode"
                  + "|toString|getEnumConstants|isInterface|isArray|isRecord|isEnum"),
          "java/lang/invoke/MethodHandles",
          Pattern.compile(
              "lookup|arrayElementVarHandle|byteArrayViewVarHandle|byteBufferViewVarHandle"),
          "java/lang/invoke/MethodHandles$Lookup",
          Pattern.compile("findVarHandle|findStaticVarHandle"));

  /** Of these classes all but this. */
  private static final Map<String, Pattern> NOT =
      Map.of(
          "java/lang/Thread",
          Pattern.compile(
              "getAllStackTraces|getStackTrace|enumerate|getThreadGroup|getContextClassLoader"
                  + "|setContextClassLoader|setDefaultUncaughtExceptionHandler"),
          "java/lang/Thread$Builder",
          Pattern.compile("inheritInheritableThreadLocals"),
          "java/nio/channels/SelectableChannel",
          Pattern.compile("provider"));

  /** Called by the JVM for what the compiler makes of lambdas, switches, records and strings. */
  private static final Set<String> BOOTSTRAPS =
      Set.of(
          "java/lang/invoke/LambdaMetafactory",
          "java/lang/invoke/StringConcatFactory",
          "java/lang/invoke/ConstantBootstraps",
          "java/lang/runtime/ObjectMethods",
          "java/lang/runtime/SwitchBootstraps");

  private final Classes classes;
  private final Set<String> complaints = new TreeSet<>();
  private final Set<PoolEntry> seen = new HashSet<>();
  private final List<Instruction> before = new ArrayList<>(); // since the last jump's target
  private String place;

  private Allowed(Classes classes) {
    this.classes = classes;
  }

  /** Complaints, each with file and line; none if all is allowed. */
  static List<String> complaints(Classes classes) {
    var allowed = new Allowed(classes);
    for (var each : classes.all().values()) allowed.look(each);
    return allowed.complaints.stream().sorted(Allowed::byLine).toList();
  }

  private static int byLine(String a, String b) {
    int file =
        a.substring(0, a.indexOf(' '))
            .replaceAll(":.*", "")
            .compareTo(b.substring(0, b.indexOf(' ')).replaceAll(":.*", ""));
    if (file != 0) return file;
    int line = Integer.compare(line(a), line(b));
    return line != 0 ? line : a.compareTo(b);
  }

  private static int line(String complaint) {
    var word = complaint.substring(0, complaint.indexOf(' ')).replaceFirst("^[^:]*:?", "");
    return word.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(word);
  }

  private void look(ClassModel model) {
    seen.clear();
    var file = classes.source(model.thisClass().asInternalName());
    for (var method : model.methods()) look(method, file);
    // what no instruction names: superclasses, the arguments of bootstraps, annotations
    place = file;
    for (var entry : model.constantPool()) look(entry);
  }

  private void look(MethodModel method, String file) {
    place = file;
    if (method.flags().has(AccessFlag.NATIVE)) {
      refuse("native", method.methodName().stringValue());
    }
    before.clear();
    method
        .code()
        .ifPresent(
            code -> {
              for (var element : code) {
                look(element, file);
                if (element instanceof LabelTarget) before.clear();
                if (element instanceof Instruction instruction) before.add(instruction);
              }
            });
  }

  private void look(CodeElement element, String file) {
    switch (element) {
      case LineNumber line -> place = file + ":" + line.line();
      case InvokeInstruction call -> {
        look(call.method());
        if (findsAnyField(call.method()) && !isAskedOfANamedClass()) refuseAnyField(call.method());
      }
      case FieldInstruction access -> look(access.field());
      case NewObjectInstruction made -> look(made.className());
      case NewReferenceArrayInstruction made -> look(made.componentType());
      case TypeCheckInstruction check -> look(check.type());
      case ConstantInstruction.LoadConstantInstruction load -> look(load.constantEntry());
      case InvokeDynamicInstruction call -> look(call.invokedynamic());
      default -> {}
    }
  }

  private void look(PoolEntry entry) {
    if (!seen.add(entry)) return; // it stands in this class's pool once, and was looked at
    switch (entry) {
      case MemberRefEntry member -> {
        seen.add(member.owner());
        look(
            member.owner().asInternalName(),
            member.name().stringValue(),
            member.type().stringValue());
      }
      case ClassEntry type -> look(type.asInternalName());
      case MethodHandleEntry handle -> {
        look(handle.reference());
        if (findsAnyField(handle.reference())) refuseAnyField(handle.reference());
      }
      case InvokeDynamicEntry call -> bootstrap(call.bootstrap());
      case ConstantDynamicEntry constant -> bootstrap(constant.bootstrap());
      default -> {}
    }
  }

  /** It also finds the fields of the check's objects, which are in the same package. */
  private static boolean findsAnyField(MemberRefEntry method) {
    return method.owner().asInternalName().equals("java/lang/invoke/MethodHandles$Lookup")
        && method.name().stringValue().matches("find(Static)?VarHandle");
  }

  /** Whether its arguments were just put there as constants, the class by its name. */
  private boolean isAskedOfANamedClass() {
    int n = before.size();
    return n >= 3
        && before.get(n - 3) instanceof ConstantInstruction.LoadConstantInstruction owner
        && owner.constantEntry() instanceof ClassEntry
        && before.get(n - 2) instanceof ConstantInstruction.LoadConstantInstruction
        && (before.get(n - 1) instanceof ConstantInstruction.LoadConstantInstruction
            || before.get(n - 1) instanceof FieldInstruction type
                && type.opcode() == Opcode.GETSTATIC);
  }

  private void refuseAnyField(MemberRefEntry method) {
    complaints.add(
        "%s calls %s: write its class, name and type as constants, as in (Counter.class, \"n\", int.class)"
            .formatted(place, method.name().stringValue()));
  }

  private void bootstrap(java.lang.classfile.BootstrapMethodEntry bootstrap) {
    var handle = bootstrap.bootstrapMethod();
    var member = handle.reference();
    if (BOOTSTRAPS.contains(member.owner().asInternalName())) {
      seen.addAll(List.of(handle, member, member.owner()));
    } else {
      look(handle);
    }
    for (LoadableConstantEntry argument : bootstrap.arguments()) look(argument);
  }

  private void look(String type) {
    var element = element(type);
    if (element.isEmpty() || classes.all().containsKey(element)) return;
    if (!isAllowed(element)) refuse(element, "");
  }

  private void look(String owner, String name, String descriptor) {
    var type = element(owner);
    if (type.isEmpty()) return;
    if (classes.all().containsKey(type)) {
      if (owner.startsWith("[") || classes.find(type, name, descriptor).isPresent()) return;
      // inherited from a class of the library
      for (var parent : foreignParents(type)) look(parent, name, descriptor);
      return;
    }
    if (!isAllowed(type)) {
      refuse(type, name);
      return;
    }
    var only = ONLY.get(type);
    var not = NOT.get(type);
    if (only != null && !only.matcher(name).matches()) refuse(type, name);
    if (not != null && not.matcher(name).matches()) refuse(type, name);
    // a printer with a file's name opens the file
    var opensFile = type.matches("java/io/Print(Writer|Stream)") && name.equals("<init>");
    if (opensFile && descriptor.matches("\\(Ljava/(lang/String|io/File);.*")) refuse(type, name);
  }

  private Set<String> foreignParents(String type) {
    var parents = new TreeSet<String>();
    var model = classes.all().get(type);
    if (model == null) return Set.of(type);
    model.superclass().ifPresent(parent -> parents.addAll(foreignParents(parent.asInternalName())));
    for (var parent : model.interfaces()) parents.addAll(foreignParents(parent.asInternalName()));
    return parents;
  }

  /** What an array is of; "" for numbers. */
  private static String element(String type) {
    if (!type.startsWith("[")) return type;
    var element = type.replaceFirst("^\\[+", "");
    return element.startsWith("L") ? element.substring(1, element.length() - 1) : "";
  }

  private static boolean isAllowed(String type) {
    // a class within a class is as its outermost is
    var outer = type.replaceFirst("\\$.*", "");
    if (REFUSED.contains(outer)) return false;
    return PACKAGES.matcher(type).matches() || CLASSES.matcher(type).matches();
  }

  private void refuse(String type, String member) {
    var what = new ArrayList<>(List.of(type.replace('/', '.').replace('$', '.')));
    if (!member.isEmpty() && !member.equals("<init>")) what.add(member);
    complaints.add(
        place + " uses " + String.join(".", what) + ": that is not allowed in an exercise");
  }
}
