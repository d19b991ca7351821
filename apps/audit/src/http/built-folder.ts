import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the build put pages of the console, seen from wherever the bundle put this code; `null`: not built. */
export const builtFolder = (app: 'console' | 'viewer'): string | null => {
  let folder = import.meta.dirname;
  for (;;) {
    const built = join(folder, 'dist/apps', app);
    if (existsSync(join(built, 'index.html'))) return built;
    if (dirname(folder) === folder) return null;
    folder = dirname(folder);
  }
};
