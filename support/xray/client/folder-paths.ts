// Paths of folders in the Test Repository.

/** `/a/b` as `/a` and `/a/b`. */
export function listFolderPaths(folder: string): string[] {
  const names = folder.split('/').filter((name) => name !== '');
  return names.map((_, index) => `/${names.slice(0, index + 1).join('/')}`);
}
