// Lists of what has an identity, changed as events say.
type Has = { readonly id: string };

/** The list with some of one entry set anew. */
export function set<T extends Has>(list: readonly T[], id: string | undefined, to: Partial<T>): readonly T[] {
  return list.map(one => (one.id === id ? { ...one, ...to } : one));
}

/** The list without one entry. */
export function without<T extends Has>(list: readonly T[], id: string): readonly T[] {
  return list.filter(one => one.id !== id);
}
