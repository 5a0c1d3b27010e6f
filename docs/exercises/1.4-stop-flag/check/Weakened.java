import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.*;
import java.lang.classfile.instruction.*;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashMap;
import java.util.Map;

/** Loads the solution's classes once more, with their fields in a {@link WeakMemory}. */
final class Weakened extends ClassLoader {
  private static final Map<String, byte[]> DONE = new HashMap<>(); // guarded by DONE

  private static final ClassDesc MEMORY = ClassDesc.of("WeakMemory");
  private static final ClassDesc OBJECT = ConstantDescs.CD_Object;
  private static final ClassDesc STRING = ConstantDescs.CD_String;
  private static final ClassDesc INT = ConstantDescs.CD_int;
  private static final ClassDesc VOID = ConstantDescs.CD_void;

  private final ClassFile classFile =
      ClassFile.of(
          ClassFile.ClassHierarchyResolverOption.of(
              ClassHierarchyResolver.ofResourceParsing(Check.class.getClassLoader())
                  .orElse(ClassHierarchyResolver.defaultResolver())));

  Weakened() {
    super(Check.class.getClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.indexOf('.') >= 0 || name.matches("(Check|Weak).*")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      var loaded = findLoadedClass(name);
      if (loaded != null) return loaded;
      synchronized (DONE) {
        var bytes = DONE.computeIfAbsent(name, this::weaken);
        return defineClass(name, bytes, 0, bytes.length);
      }
    }
  }

  private ClassModel model(String name) {
    try (var in = getParent().getResourceAsStream(name + ".class")) {
      return classFile.parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] weaken(String name) {
    var model = model(name);
    return classFile.transformClass(
        model,
        (builder, element) -> {
          if (element instanceof MethodModel method
              && method.code().isPresent()
              && !method.methodName().stringValue().startsWith("<")) {
            builder.transformMethod(
                method, MethodTransform.transformingCode(new Weakening(name, method)));
          } else {
            builder.with(element);
          }
        });
  }

  /** One method's body. */
  private final class Weakening implements CodeTransform {
    private final String owner;
    private final boolean guarded;
    private final boolean ofTheClass;

    Weakening(String owner, MethodModel method) {
      this.owner = owner;
      guarded = method.flags().has(AccessFlag.SYNCHRONIZED);
      ofTheClass = method.flags().has(AccessFlag.STATIC);
    }

    @Override
    public void atStart(CodeBuilder code) {
      if (!guarded) return;
      call(code, "step", VOID);
      monitor(code, "acquire");
    }

    private void monitor(CodeBuilder code, String what) {
      if (ofTheClass) code.loadConstant(ClassDesc.of(owner));
      else code.aload(0);
      code.loadConstant("");
      call(code, what, VOID, OBJECT, STRING);
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      switch (element) {
        case FieldInstruction field when field.owner().asInternalName().indexOf('/') < 0 ->
            field(code, field);
        case ArrayLoadInstruction load -> load(code, load);
        case ArrayStoreInstruction store -> store(code, store);
        case MonitorInstruction monitor -> monitor(code, monitor);
        case InvokeInstruction invoke -> invoke(code, invoke);
        case ReturnInstruction _, ThrowInstruction _ when guarded -> {
          monitor(code, "release");
          code.with(element);
        }
        default -> code.with(element);
      }
    }

    private void field(CodeBuilder code, FieldInstruction field) {
      var flags =
          model(field.owner().asInternalName()).fields().stream()
              .filter(f -> f.fieldName().equalsString(field.name().stringValue()))
              .findFirst()
              .map(FieldModel::flags)
              .orElse(null);
      if (flags == null || flags.has(AccessFlag.FINAL)) {
        code.with(field);
        return;
      }
      var type = field.typeSymbol();
      var kind = TypeKind.from(type);
      var name = field.name().stringValue();
      var ofClass = flags.has(AccessFlag.STATIC);
      var object = code.allocateLocal(TypeKind.REFERENCE);
      var writes = field.opcode() == Opcode.PUTFIELD || field.opcode() == Opcode.PUTSTATIC;
      var value = writes ? code.allocateLocal(kind) : 0;
      if (writes) code.storeLocal(kind, value);
      if (ofClass) code.loadConstant(field.owner().asInternalName());
      code.astore(object);
      Runnable raw =
          () -> {
            if (ofClass) code.getstatic(field.owner().asSymbol(), name, type);
            else code.aload(object).getfield(field.owner().asSymbol(), name, type);
          };
      if (flags.has(AccessFlag.VOLATILE)) {
        call(code, "step", VOID);
        if (writes) {
          code.aload(object).loadConstant(name);
          call(code, "release", VOID, OBJECT, STRING);
        } else {
          raw.run();
          code.aload(object).loadConstant(name);
          call(code, "acquire", VOID, OBJECT, STRING);
        }
      } else {
        code.aload(object);
        raw.run();
        box(code, kind);
        if (writes) {
          code.loadLocal(kind, value);
          box(code, kind);
        }
        code.loadConstant(name);
        if (writes) call(code, "write", VOID, OBJECT, OBJECT, OBJECT, STRING);
        else call(code, "read", OBJECT, OBJECT, OBJECT, STRING);
        if (!writes) unbox(code, kind, type);
      }
      if (writes && ofClass) code.loadLocal(kind, value).with(field);
      else if (writes) code.aload(object).loadLocal(kind, value).with(field);
    }

    private static void load(CodeBuilder code, ArrayLoadInstruction load) {
      var index = code.allocateLocal(TypeKind.INT);
      var array = code.allocateLocal(TypeKind.REFERENCE);
      var kind = load.typeKind().asLoadable();
      code.istore(index).astore(array).aload(array);
      if (kind == TypeKind.REFERENCE) {
        code.iload(index);
        call(code, "look", VOID, OBJECT, INT);
        code.aload(array).iload(index).with(load);
        return;
      }
      code.aload(array).iload(index).with(load);
      box(code, kind);
      code.iload(index);
      call(code, "read", OBJECT, OBJECT, OBJECT, INT);
      unbox(code, kind, OBJECT);
    }

    private static void store(CodeBuilder code, ArrayStoreInstruction store) {
      var kind = store.typeKind().asLoadable();
      var value = code.allocateLocal(kind);
      var index = code.allocateLocal(TypeKind.INT);
      var array = code.allocateLocal(TypeKind.REFERENCE);
      code.storeLocal(kind, value).istore(index).astore(array);
      code.aload(array).aload(array).iload(index).arrayLoad(store.typeKind());
      box(code, kind);
      code.loadLocal(kind, value);
      box(code, kind);
      code.iload(index);
      call(code, "write", VOID, OBJECT, OBJECT, OBJECT, INT);
      code.aload(array).iload(index).loadLocal(kind, value).with(store);
    }

    private static void monitor(CodeBuilder code, MonitorInstruction monitor) {
      var object = code.allocateLocal(TypeKind.REFERENCE);
      var enters = monitor.opcode() == Opcode.MONITORENTER;
      code.astore(object);
      if (enters) {
        call(code, "step", VOID);
        code.aload(object).with(monitor);
      }
      code.aload(object).loadConstant("");
      call(code, enters ? "acquire" : "release", VOID, OBJECT, STRING);
      if (!enters) code.aload(object).with(monitor);
    }

    private static void invoke(CodeBuilder code, InvokeInstruction invoke) {
      var of = invoke.owner().asInternalName();
      var name = invoke.name().stringValue();
      if (invoke.opcode() == Opcode.INVOKESTATIC) {
        called(code, of, name, invoke);
        return;
      }
      var ordering =
          of.startsWith("java/util/")
              || of.equals("java/lang/invoke/VarHandle")
              || of.equals("java/lang/Thread")
              || name.equals("wait") && invoke.typeSymbol().parameterCount() < 3;
      if (!ordering
          || invoke.opcode() == Opcode.INVOKESPECIAL
          || of.startsWith("java/util/concurrent/TimeUnit")) {
        code.with(invoke);
        return;
      }
      var kinds = invoke.typeSymbol().parameterList().stream().map(TypeKind::from).toList();
      var slots = kinds.stream().map(code::allocateLocal).toList();
      for (int i = kinds.size() - 1; i >= 0; i--) code.storeLocal(kinds.get(i), slots.get(i));
      var object = code.allocateLocal(TypeKind.REFERENCE);
      // a second reference, for the verifier knows the type of the first one
      code.dup().astore(object).aload(object).loadConstant(name);
      call(code, "before", VOID, OBJECT, STRING);
      for (int i = 0; i < kinds.size(); i++) code.loadLocal(kinds.get(i), slots.get(i));
      code.with(invoke).aload(object).loadConstant(name);
      call(code, "after", VOID, OBJECT, STRING);
      if (TypeKind.from(invoke.typeSymbol().returnType()) == TypeKind.REFERENCE) {
        code.dup().aload(object).swap();
        call(code, "part", VOID, OBJECT, OBJECT);
      }
    }

    /** A static method: the fences, and the flag of an interrupt. */
    private static void called(CodeBuilder code, String of, String name, InvokeInstruction invoke) {
      if (of.startsWith("java/")) call(code, "step", VOID);
      var fence = of.equals("java/lang/invoke/VarHandle");
      if (fence && !name.matches("(acquire|loadLoad)Fence")) {
        code.loadConstant("fence").loadConstant("fence");
        call(code, "release", VOID, OBJECT, STRING);
      }
      code.with(invoke);
      if (fence && !name.matches("(release|storeStore)Fence")) {
        code.loadConstant("fence").loadConstant("fence");
        call(code, "acquire", VOID, OBJECT, STRING);
      }
      if (of.equals("java/lang/Thread") && name.equals("interrupted")) {
        code.invokestatic(
                ClassDesc.of("java.lang.Thread"),
                "currentThread",
                MethodTypeDesc.of(ClassDesc.of("java.lang.Thread")))
            .loadConstant("");
        call(code, "acquire", VOID, OBJECT, STRING);
      }
    }
  }

  private static void call(CodeBuilder code, String method, ClassDesc result, ClassDesc... types) {
    code.invokestatic(MEMORY, method, MethodTypeDesc.of(result, types));
  }

  private static ClassDesc boxOf(TypeKind kind) {
    return switch (kind) {
      case LONG -> ConstantDescs.CD_Long;
      case FLOAT -> ConstantDescs.CD_Float;
      case DOUBLE -> ConstantDescs.CD_Double;
      default -> ConstantDescs.CD_Integer; // a boolean is an int to the processor of Java
    };
  }

  private static void box(CodeBuilder code, TypeKind kind) {
    if (kind == TypeKind.REFERENCE) return;
    var box = boxOf(kind);
    code.invokestatic(box, "valueOf", MethodTypeDesc.of(box, kind.asLoadable().upperBound()));
  }

  private static void unbox(CodeBuilder code, TypeKind kind, ClassDesc type) {
    if (kind == TypeKind.REFERENCE) {
      code.checkcast(type);
      return;
    }
    var primitive = kind.asLoadable().upperBound();
    code.checkcast(boxOf(kind))
        .invokevirtual(
            boxOf(kind), primitive.displayName() + "Value", MethodTypeDesc.of(primitive));
  }
}
