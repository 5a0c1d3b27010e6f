package toyredis.check;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashSet;
import java.util.Set;

/**
 * Puts a call of {@link Actor#step} before each place where a thread can see what another one did,
 * or be seen: accesses to fields and arrays, calls, and the beginning and the end of a monitor. A
 * call of a collection gets another one, of {@link Actor#inside}.
 */
final class Instrumenter {
  private static final ClassDesc ACTOR = ClassDesc.of(Actor.class.getName());
  private static final MethodTypeDesc INSIDE =
      MethodTypeDesc.ofDescriptor("(Ljava/lang/Object;Ljava/lang/String;)V");
  private static final MethodTypeDesc STEP = MethodTypeDesc.ofDescriptor("(Ljava/lang/String;I)V");

  private final ClassFile classFile;

  /**
   * @param loader knows the classes that the transformed ones mention
   */
  Instrumenter(ClassLoader loader) {
    classFile =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(loader)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
  }

  byte[] instrument(byte[] bytes) {
    var model = classFile.parse(bytes);
    var source =
        model
            .findAttribute(Attributes.sourceFile())
            .map(file -> file.sourceFile().stringValue())
            .orElse("?");
    var constants = finalFields(model);
    return classFile.transformClass(
        model,
        ClassTransform.transformingMethodBodies(
            method -> !method.methodName().equalsString("<clinit>"),
            CodeTransform.ofStateful(() -> new Stepping(source, constants))));
  }

  /** Nobody sees a change of them. */
  private static Set<String> finalFields(ClassModel model) {
    var names = new HashSet<String>();
    for (var field : model.fields()) {
      if (field.flags().has(AccessFlag.FINAL)) {
        names.add(model.thisClass().asInternalName() + "." + field.fieldName().stringValue());
      }
    }
    return names;
  }

  /** One method's body. */
  private static final class Stepping implements CodeTransform {
    private final String source;
    private final Set<String> constants;
    private int line;

    private Stepping(String source, Set<String> constants) {
      this.source = source;
      this.constants = constants;
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      if (element instanceof LineNumber number) line = number.line();
      if (element instanceof Instruction instruction && isStep(instruction)) {
        // a monitor must be left in any case: the compiler's handler around it would try for ever
        var leaves = element instanceof MonitorInstruction m && m.opcode() == Opcode.MONITOREXIT;
        code.loadConstant(source)
            .loadConstant(line)
            .invokestatic(ACTOR, leaves ? "stepOut" : "step", STEP);
      }
      if (element instanceof InvokeInstruction call && isOnACollection(call)) {
        tellOfReceiver(code, call);
        code.with(element).invokestatic(ACTOR, "outside", ConstantDescs.MTD_void);
      } else {
        code.with(element);
      }
    }

    /** Perhaps one that is not made for several threads; the object itself will say. */
    private static boolean isOnACollection(InvokeInstruction call) {
      return switch (call.opcode()) {
        case INVOKEVIRTUAL, INVOKEINTERFACE ->
            call.owner().asInternalName().matches("java/util/[A-Za-z]+");
        default -> false;
      };
    }

    /** The arguments are on top of the receiver: they are laid aside, and put back. */
    private static void tellOfReceiver(CodeBuilder code, InvokeInstruction call) {
      var kinds = call.typeSymbol().parameterList().stream().map(TypeKind::from).toList();
      var slots = kinds.stream().map(code::allocateLocal).toList();
      for (int i = kinds.size() - 1; i >= 0; i--) code.storeLocal(kinds.get(i), slots.get(i));
      code.dup().loadConstant(call.name().stringValue()).invokestatic(ACTOR, "inside", INSIDE);
      for (int i = 0; i < kinds.size(); i++) code.loadLocal(kinds.get(i), slots.get(i));
    }

    private boolean isStep(Instruction instruction) {
      return switch (instruction) {
        case FieldInstruction field ->
            !constants.contains(field.owner().asInternalName() + "." + field.name().stringValue());
        case InvokeInstruction call -> !call.name().equalsString("<init>");
        case ArrayLoadInstruction _, ArrayStoreInstruction _, MonitorInstruction _ -> true;
        default -> false;
      };
    }
  }
}
