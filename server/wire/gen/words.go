package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
)

// words is what the Go sources say that reflection does not: the comments of
// types and fields, and the values of string types that are enumerated.
type words struct {
	types  map[string]string   // Item to its comment
	fields map[string]string   // Item.ID to its comment
	values map[string][]string // ItemState to "", "done", …
}

func readWords(dirs ...string) (words, error) {
	w := words{map[string]string{}, map[string]string{}, map[string][]string{}}
	for _, dir := range dirs {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			return w, err
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
			if err != nil {
				return w, err
			}
			w.read(file)
		}
	}
	return w, nil
}

func (w words) read(file *ast.File) {
	for _, d := range file.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, s := range decl.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				doc := s.Doc
				if doc == nil && !decl.Lparen.IsValid() {
					doc = decl.Doc
				}
				w.types[s.Name.Name] = oneLine(doc.Text())
				if st, ok := s.Type.(*ast.StructType); ok {
					w.readFields(s.Name.Name, st)
				}
			case *ast.ValueSpec:
				w.readValue(s)
			}
		}
	}
}

func (w words) readFields(of string, st *ast.StructType) {
	for _, f := range st.Fields.List {
		for _, n := range f.Names {
			w.fields[of+"."+n.Name] = oneLine(f.Comment.Text())
		}
	}
}

// readValue keeps a constant such as: Done ItemState = "done".
func (w words) readValue(s *ast.ValueSpec) {
	of, ok := s.Type.(*ast.Ident)
	if !ok || len(s.Values) != 1 {
		return
	}
	if lit, ok := s.Values[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
		if v, err := strconv.Unquote(lit.Value); err == nil {
			w.values[of.Name] = append(w.values[of.Name], v)
		}
	}
}

// oneLine returns a comment's first paragraph on one line, with its links as plain names.
func oneLine(comment string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(comment), "\n\n")
	return strings.NewReplacer("\n", " ", "[", "", "]", "", "*/", "").Replace(first)
}
