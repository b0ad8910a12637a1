// How a namespace that was created for a stand-in is told from one that was there before.

/** Label of a namespace that goes when its stand-in goes. */
export const ownedNamespace = { 'app.kubernetes.io/managed-by': 'focus-sandbox' } as const;
