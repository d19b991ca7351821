import { chanceOf } from '../../desk/random';
import type { Store } from '../company/store';
import { linkOf } from '../shapes/directory-shapes';

export interface Article {
  readonly id: string;
  readonly name: string;
  /** HTML. */
  readonly content: string;
  readonly updatedAt: number;
}

export const KNOWLEDGE_BASE_ID = 'knb_4exa1';

/** A help center: `count` articles made from the seed, plus what the control API adds, changes and takes away. */
export const createKnowledge = (count: number, seed: string | number) => {
  const articles = new Map<string, Article>();
  for (let number = 1; number <= count; number += 1) {
    const made = articleOf(number, seed);
    articles.set(made.id, made);
  }
  return {
    list: (): readonly Article[] => [...articles.values()],
    find: (id: string): Article | undefined => articles.get(id),
    put: (id: string, { name, content, updatedAt }: Omit<Article, 'id'>): Article => {
      const article = { id, name, content, updatedAt };
      articles.set(id, article);
      return article;
    },
    remove: (id: string): boolean => articles.delete(id),
  };
};

export type Knowledge = ReturnType<typeof createKnowledge>;

export const knowledgeBaseShape = (store: Store) => ({
  ...knowledgeBaseSlimShape(store),
  name: 'Help center',
  status: 'published',
  locale: 'en',
});

export const knowledgeBaseSlimShape = (store: Store) => ({
  _links: {
    self: linkOf(store, `/knowledge_bases/${KNOWLEDGE_BASE_ID}`),
    related: {
      articles: linkOf(store, `/knowledge_bases/${KNOWLEDGE_BASE_ID}/articles`),
      categories: linkOf(store, `/knowledge_bases/${KNOWLEDGE_BASE_ID}/categories`),
    },
  },
  id: KNOWLEDGE_BASE_ID,
  type: 'external',
  locales: ['en'],
  created_at: STARTED,
  updated_at: STARTED,
});

export const articleSlimShape = (store: Store, { id, updatedAt }: Article) => ({
  _links: {
    self: linkOf(store, `/knowledge_base_articles/${id}`),
    related: {
      knowledge_base: linkOf(store, `/knowledge_bases/${KNOWLEDGE_BASE_ID}`),
      category: null,
      content: linkOf(store, `/knowledge_base_articles/${id}/content`),
    },
  },
  id,
  slug: `/articles/${id.slice(4)}`,
  locales: ['en'],
  created_at: STARTED,
  updated_at: updatedAt / 1000,
});

export const articleShape = (store: Store, it: Article) => ({
  ...articleSlimShape(store, it),
  name: it.name,
  status: 'published',
  keywords: [],
  content: it.content,
  locale: 'en',
  attachments: [],
});

const STARTED = 1_770_000_000;

const articleOf = (number: number, seed: string | number): Article => {
  const pick = (from: readonly string[], salt: string): string =>
    from[Math.floor(chanceOf(seed, 'article', number, salt) * from.length)] ?? '';
  const subject = pick(SUBJECTS, 'subject');
  const task = pick(TASKS, 'task');
  const place = pick(PLACES, 'place');
  const name = `${task} ${subject} (${number})`;
  const steps = [`Open ${place}.`, `Choose ${subject}.`, `Select <b>${task}</b> and confirm.`];
  return {
    id: `kba_${number.toString(36)}`,
    name,
    content:
      `<h1>${name}</h1><p>You can ${task.toLowerCase()} ${subject} from ${place}.</p>` +
      `<ol>${steps.map((step) => `<li>${step}</li>`).join('')}</ol>` +
      `<p>Changes show within ${1 + (number % 9)} minutes. Article number ${number}.</p>`,
    updatedAt: STARTED * 1000 + number * 60_000,
  };
};

const TASKS = ['Create', 'Export', 'Share', 'Restore', 'Delete', 'Rename', 'Import', 'Schedule'];
const SUBJECTS = [
  'a document',
  'an invoice',
  'a workspace',
  'a report',
  'a template',
  'an access key',
  'a teammate',
  'a folder',
];
const PLACES = [
  'Settings',
  'the dashboard',
  'the billing page',
  'the admin console',
  'your profile',
];
