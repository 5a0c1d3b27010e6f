package toyredis.lab.exercise;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;

/**
 * A solution with some of its parts replaced. The parts are Java: methods, constructors and fields
 * take the place of those of the same name (methods: and the same number of parameters) in the
 * solution's first class, nested classes are replaced whole, what is not there is added. A line
 * {@code //- name} removes a member, {@code import} lines are added, a line {@code //@ File.java}
 * says which file what follows belongs to. Parts that begin with a top-level class are a whole
 * file.
 */
final class Composition {
  private static final Pattern FILE = Pattern.compile("//@ +(\\S+\\.java)\\s*");
  private static final Pattern REMOVED = Pattern.compile("//- +(\\w+)\\s*");
  private static final Pattern IMPORT = Pattern.compile("import [\\w.* ]+;\\s*(//.*)?");
  private static final String WRAPPER = "class Parts {\n";

  private Composition() {}

  /** The solution's files with the parts in place. */
  static List<Source> of(List<Source> solution, String parts) throws Unusable, IOException {
    var composed = new LinkedHashMap<String, Source>();
    for (var source : solution) composed.put(source.name(), source);
    var name = solution.getFirst().name();
    var text = new StringBuilder();
    for (var line : (parts + "\n//@ end.java").lines().toList()) {
      var file = FILE.matcher(line);
      if (!file.matches()) {
        text.append(line).append('\n');
        continue;
      }
      if (!text.toString().isBlank()) {
        composed.put(name, compose(name, composed.get(name), text.toString()));
      }
      text.setLength(0);
      name = file.group(1);
    }
    return List.copyOf(composed.values());
  }

  /** What begins with a class of the solution's name, or stands alone, is a whole file. */
  private static Source compose(String name, Source before, String text)
      throws Unusable, IOException {
    if (before == null) return new Source(name, text);
    var was = Parsed.of(before);
    var whole = Parsed.tolerant(new Source(name, text));
    if (whole != null && whole.declares(was.type().getSimpleName().toString())) {
      return new Source(name, text);
    }
    var removed = new ArrayList<String>();
    var imports = new StringBuilder();
    var members = new StringBuilder();
    for (var line : text.lines().toList()) {
      var gone = REMOVED.matcher(line.strip());
      if (gone.matches()) {
        removed.add(gone.group(1));
      } else if (IMPORT.matcher(line).matches()) {
        imports.append(line).append('\n');
      } else {
        members.append(line).append('\n');
      }
    }
    var parts = Parsed.of(new Source(name, WRAPPER + members + "}\n"));
    return new Source(name, merge(was, parts, removed, imports.toString()));
  }

  private static String merge(Parsed was, Parsed parts, List<String> removed, String imports)
      throws Unusable {
    var replaced = new LinkedHashMap<String, List<String>>();
    var added = new ArrayList<String>();
    var known = was.members();
    for (var part : parts.members().entrySet()) {
      if (known.containsKey(part.getKey())) {
        replaced.put(part.getKey(), List.of(parts.text(part.getValue())));
      } else {
        added.add(parts.text(part.getValue()));
      }
    }
    for (var name : removed) {
      var keys = known.keySet().stream().filter(key -> key.replaceFirst("[/#].*", "").equals(name));
      var all = keys.toList();
      if (all.isEmpty()) throw new Unusable("//- " + name + ": the solution has no such member");
      for (var key : all) replaced.putIfAbsent(key, List.of());
    }
    var text = new StringBuilder(was.source.text());
    // from behind, so that the places before stay where they are
    var end = was.end(was.type()) - 1;
    text.insert(end, "\n" + String.join("\n", added) + "\n");
    var places = new ArrayList<>(known.entrySet());
    for (int i = places.size() - 1; i >= 0; i--) {
      var by = replaced.get(places.get(i).getKey());
      if (by == null) continue;
      var tree = places.get(i).getValue();
      text.replace(was.begin(tree), was.end(tree), String.join("\n", by));
    }
    return imports + text;
  }

  /** A file with its first class. */
  private record Parsed(
      Source source, CompilationUnitTree unit, SourcePositions positions, boolean clean) {

    static Parsed of(Source source) throws Unusable, IOException {
      var problems = new DiagnosticCollector<JavaFileObject>();
      var parsed = parse(source, problems);
      if (!parsed.clean || parsed.unit.getTypeDecls().isEmpty()) {
        throw new Unusable(
            Compiler.text(
                problems.getDiagnostics().stream()
                    .<Diagnostic<? extends JavaFileObject>>map(each -> each)
                    .toList()));
      }
      return parsed;
    }

    /** Null if it is no file. */
    static Parsed tolerant(Source source) throws IOException {
      var parsed = parse(source, new DiagnosticCollector<>());
      return parsed.clean ? parsed : null;
    }

    private static Parsed parse(Source source, DiagnosticCollector<JavaFileObject> problems)
        throws IOException {
      JavacTask task = Compiler.parser(source, problems);
      var unit = task.parse().iterator().next();
      var clean =
          problems.getDiagnostics().stream()
              .noneMatch(problem -> problem.getKind() == Diagnostic.Kind.ERROR);
      return new Parsed(source, unit, Trees.instance(task).getSourcePositions(), clean);
    }

    boolean declares(String name) {
      return unit.getTypeDecls().stream()
          .anyMatch(
              type -> type instanceof ClassTree each && each.getSimpleName().contentEquals(name));
    }

    ClassTree type() {
      return unit.getTypeDecls().stream()
          .filter(ClassTree.class::isInstance)
          .map(ClassTree.class::cast)
          .findFirst()
          .orElseThrow();
    }

    /** By what tells them apart: {@code append/2}, {@code map}, {@code Node#}. */
    Map<String, Tree> members() {
      var members = new LinkedHashMap<String, Tree>();
      int blocks = 0;
      for (var member : type().getMembers()) {
        if (begin(member) < 0 || end(member) < 0) continue; // the compiler's own
        switch (member) {
          case MethodTree method ->
              members.put(
                  name(method) + "/" + method.getParameters().size() + same(members, method),
                  method);
          case VariableTree field -> members.put(field.getName().toString(), field);
          case ClassTree nested -> members.put(nested.getSimpleName() + "#", nested);
          case BlockTree block -> members.put("{" + blocks++, block);
          default -> {}
        }
      }
      return members;
    }

    /** The parts' class has another name than the solution's; a constructor has none. */
    private static String name(MethodTree method) {
      return method.getReturnType() == null ? "<init>" : method.getName().toString();
    }

    /** Overloads with as many parameters are told apart by their types. */
    private static String same(Map<String, Tree> members, MethodTree method) {
      var key = name(method) + "/" + method.getParameters().size();
      if (!members.containsKey(key)) return "";
      var types = new StringBuilder("/");
      for (var parameter : method.getParameters()) types.append(parameter.getType()).append(' ');
      return types.toString();
    }

    int begin(Tree tree) {
      return (int) positions.getStartPosition(unit, tree);
    }

    int end(Tree tree) {
      return (int) positions.getEndPosition(unit, tree);
    }

    String text(Tree tree) {
      return source.text().substring(begin(tree), end(tree));
    }
  }
}
