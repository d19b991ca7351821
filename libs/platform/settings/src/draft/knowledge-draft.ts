import type { KnowledgeSourceSettings, WorkspaceSettings } from '@deskstream/port-settings';
import Type from 'typebox';
import type { Problem } from './problem';

/** Sources of articles as an administrator writes them. */
export type KnowledgeDraft = readonly (Pick<KnowledgeSourceSettings, 'id' | 'kind'> &
  Partial<KnowledgeSourceSettings>)[];

const HOUR = 60;
const FOUR_WEEKS = 28 * 24 * HOUR;

export const KnowledgeSources = Type.Array(
  Type.Object({
    id: Type.String({
      pattern: '^[a-z0-9][a-z0-9._-]{0,39}$',
      description: 'a-z, 0-9, ".", "_" or "-", at most 40 characters',
    }),
    kind: Type.Union([
      Type.Literal('front'),
      Type.Literal('intercom'),
      Type.Literal('hubspot'),
      Type.Literal('web'),
      Type.Literal('folder'),
    ]),
    select: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { maxItems: 100 })),
    location: Type.Optional(Type.String({ minLength: 1 })),
    hosts: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { maxItems: 20 })),
    enabled: Type.Optional(Type.Boolean()),
    everyMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: FOUR_WEEKS })),
  }),
  { maxItems: 20 },
);

/** What a draft of the right shape means; left out, the sources stay what they are. */
export const preparedKnowledge = (
  draft: KnowledgeDraft | undefined,
  now: WorkspaceSettings | null = null,
): Pick<WorkspaceSettings, 'knowledge'> =>
  draft === undefined
    ? now?.knowledge === undefined
      ? {}
      : { knowledge: now.knowledge }
    : {
        knowledge: draft.map((source) => ({
          select: [],
          enabled: true,
          everyMinutes: HOUR,
          ...source,
        })),
      };

/** What the shape does not say: ids are unique, and some kinds need a location. */
export const sourceProblems = (
  ofShape: readonly Problem[],
  draft: KnowledgeDraft = [],
): readonly Problem[] =>
  ofShape.some(({ field }) => field.startsWith('knowledge'))
    ? []
    : draft.flatMap((source, index) => [
        ...idProblems(draft, index, source.id),
        ...locationProblems(index, source),
      ]);

const idProblems = (draft: KnowledgeDraft, index: number, id: string): readonly Problem[] =>
  draft.findIndex((source) => source.id === id) === index
    ? []
    : [{ field: `knowledge.${index}.id`, expected: 'an id of its own', found: `"${id}" again` }];

const locationProblems = (
  index: number,
  { kind, location }: KnowledgeDraft[number],
): readonly Problem[] => {
  const field = `knowledge.${index}.location`;
  if (kind === 'folder' && location === undefined)
    return [{ field, expected: 'the path of a folder', found: 'nothing' }];
  if (kind === 'web' && !isWebAddress(location))
    return [
      { field, expected: 'an http(s) address of a sitemap or page', found: location ?? 'nothing' },
    ];
  return [];
};

const isWebAddress = (text = ''): boolean => /^https?:\/\/[^\s]+$/.test(text);
