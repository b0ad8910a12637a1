// The label by which a namespace that was created for a stand-in differs from one that existed before.

/** A namespace with this label is removed with its stand-in. */
export const ownedNamespace = { 'app.kubernetes.io/managed-by': 'focus-sandbox' } as const;
