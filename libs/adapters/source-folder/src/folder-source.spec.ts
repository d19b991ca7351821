import { mkdir, mkdtemp, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SourceConfig } from '@deskstream/port-knowledge-source';
import { knowledgeSourceContract } from '@deskstream/port-knowledge-source/contract';
import { createFolderSource } from './folder-source';

const go = new AbortController().signal;

const configOf = (location: string): SourceConfig => ({
  workspace: 'acme',
  source: { id: 'help', kind: 'folder', select: [], location, enabled: true, everyMinutes: 60 },
  connection: null,
});

const openFolder = async () => {
  const root = await mkdtemp(join(tmpdir(), 'articles-'));
  await mkdir(join(root, 'help/deep'), { recursive: true });
  return root;
};

knowledgeSourceContract(
  'A folder',
  async () => {
    const root = await openFolder();
    const file = (name: string) => join(root, 'help', `${name}.html`);
    return {
      source: createFolderSource({ root }),
      config: configOf('help'),
      forbidden: configOf('../..'),
      put: (name, title, html) => writeFile(file(name), `<title>${title}</title>${html}`),
      remove: (name) => unlink(file(name)),
      close: () => rm(root, { recursive: true }),
    };
  },
  { many: 201 },
);

describe('a folder', () => {
  let root: string;
  beforeEach(async () => {
    root = await openFolder();
  });
  afterEach(() => rm(root, { recursive: true }));

  const list = async (location = 'help') => {
    const page = await createFolderSource({ root }).list(configOf(location), null, go);
    return page.kind === 'ok' ? page.value.articles : page;
  };

  it('has ids and titles in front matter, else in names and headings', async () => {
    const front =
      '---\nid: refund-policy\ntitle: "Refunds: when"\nlanguage: de\nchannels: email\nfor: { plan: [team, 3] }\n---\n# Other\nText';
    await writeFile(join(root, 'help/deep/a.md'), front);
    await writeFile(join(root, 'help/b.md'), '# Exports\n\nPress it.');
    await writeFile(join(root, 'help/c.md'), '---\nno front matter\n---\nbut text');
    await writeFile(join(root, 'help/d.txt'), 'no article');
    expect(await list()).toMatchObject([
      { id: 'b.md', article: { title: 'Exports' } },
      { id: 'c.md', article: { title: 'c', markdown: '---\nno front matter\n---\nbut text' } },
      {
        id: 'refund-policy',
        article: {
          ...{ title: 'Refunds: when', language: 'de' },
          audience: { channels: ['email'], attributes: { plan: ['team', '3'] } },
        },
      },
    ]);
  });

  it('says which files cannot be used and why, and keeps the others', async () => {
    await writeFile(join(root, 'help/binary.md'), Buffer.from([35, 32, 0, 1, 2]));
    await writeFile(join(root, 'help/huge.md'), 'a'.repeat(2_000_001));
    await writeFile(join(root, 'help/latin.md'), Buffer.from('# Gr\xf6\xdfe', 'latin1'));
    await writeFile(join(root, 'help/well.md'), '# Größe\n\nM');
    expect(await list()).toMatchObject([
      { id: 'binary.md', changed: null },
      { id: 'huge.md', changed: null },
      { id: 'latin.md', changed: null },
      { id: 'well.md', article: { title: 'Größe' } },
    ]);
    const read = (id: string) => createFolderSource({ root }).read(configOf('help'), id, go);
    const because = (detail: string) => ({ kind: 'refused', code: 'SOURCE.UNUSABLE', detail });
    expect(await read('binary.md')).toEqual(because('it is no text'));
    expect(await read('huge.md')).toEqual(because('it is larger than 2 MB'));
    expect(await read('latin.md')).toEqual(because('it is not written in UTF-8; save it so'));
    expect(await read('well.md')).toMatchObject({ kind: 'ok', value: { title: 'Größe' } });
  });

  it('does not lead out of itself, by no path and by no link', async () => {
    await writeFile(join(root, 'secret.md'), 'a secret');
    await symlink(join(root, 'secret.md'), join(root, 'help/link.md'));
    await symlink('/', join(root, 'out'));
    expect(await list()).toEqual([]);
    expect(await list('out')).toMatchObject({ code: 'SOURCE.OUTSIDE' });
    expect(await list('../')).toMatchObject({ code: 'SOURCE.OUTSIDE' });
    expect(await list('nowhere')).toMatchObject({ code: 'SOURCE.NOT_FOUND' });
    const off = await createFolderSource({ root: null }).verify(configOf('help'), go);
    expect(off.checks).toMatchObject([{ code: 'SOURCE.FOLDERS_OFF' }]);
  });
});
