import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolders } from './index';

describe('folders that are missing', () => {
  let base: string;
  beforeEach(() => (base = mkdtempSync(join(tmpdir(), 'deskstream-folders-'))));
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  it('are made, all of them, and once', () => {
    const path = join(base, 'a', 'b', 'c');
    makeFolders(path);
    makeFolders(path);
    expect(statSync(path).isDirectory()).toBe(true);
  });

  it('are refused below a file, or where a file has their name', () => {
    const file = join(base, 'file');
    writeFileSync(file, '');
    expect(() => makeFolders(file)).toThrow('EEXIST');
    expect(() => makeFolders(join(file, 'a'))).toThrow('ENOTDIR');
  });

  const onLinux = existsSync('/proc/self') ? it : it.skip;
  onLinux('are refused where none can be made, at once', () => {
    expect(() => makeFolders('/proc/deskstream/data')).toThrow('ENOENT');
  });
});
