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
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashSet;
import java.util.Set;

/**
 * Puts a call of {@link Actor#step} before each place where a thread can see what another one did,
 * or be seen: accesses to fields and arrays, calls, and the beginning and the end of a monitor.
 */
final class Instrumenter {
  private static final ClassDesc ACTOR = ClassDesc.of(Actor.class.getName());
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
        code.loadConstant(source).loadConstant(line).invokestatic(ACTOR, "step", STEP);
      }
      code.with(element);
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
