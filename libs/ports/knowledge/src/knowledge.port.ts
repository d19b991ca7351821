import type { EpochMs } from '@deskstream/kernel';

/** A passage of an article as it was when it was read; `score` is comparable within one answer only. */
export interface Passage {
  readonly articleId: string;
  readonly articleVersion: string;
  readonly title: string;
  readonly heading: string;
  readonly text: string;
  readonly score: number;
  /** Place in its article, from 0: with the article's version it names the passage for good. */
  readonly ordinal?: number;
  /** Likeness of meaning with the question, -1 to 1; absent where nothing was embedded. */
  readonly similarity?: number;
  /** Mean likeness of the most alike passages of its article; absent where nothing was embedded. */
  readonly support?: number;
  /** By how many standard deviations its article's likeness is ahead of what so many passages bring by chance. */
  readonly standing?: number;
  /** Share (0 to 1) of the weight of the question's words that the passage holds. */
  readonly covered?: number;
  /** Share (0 to 1) of the question's words that no passage at all holds: the same for all of an answer. */
  readonly unknown?: number;
}

/** Owner of articles that every workspace is answered from; no workspace can have this name. */
export const EVERYBODY = '*';

/** Which passage of which version of an article. */
export interface PassageName {
  readonly workspace: string;
  readonly articleId: string;
  readonly articleVersion: string;
  readonly ordinal: number;
}

/** An article of a source, before it is cut into passages. `version` is a hash of its bytes. */
export interface Article {
  readonly articleId: string;
  readonly version: string;
  readonly title: string;
  readonly markdown: string;
  /** BCP 47; without it the words tell. */
  readonly language?: string;
  /** Whom it is for; everybody without it. */
  readonly audience?: ArticleAudience;
}

/** For customers on one of `channels` whose attributes each have one of the values named. */
export interface ArticleAudience {
  readonly channels?: readonly string[];
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
}

/** Who asks: articles for others are not found; what is not known of the customer is as no value. */
export interface Audience {
  readonly channel?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** ISO 639-1: articles in it come first, among equally good ones. */
  readonly language?: string;
}

export interface KnowledgeQuery {
  readonly workspace: string;
  readonly text: string;
  readonly limit: number;
  /** More owners that are answered from, in one ranking; the workspace's own article of the same id hides theirs. */
  readonly alongside?: readonly string[];
  readonly audience?: Audience;
  /** The articles as they stood at a time, for what-ifs; those of now without it, or where no history is kept. */
  readonly at?: EpochMs;
}

export interface Knowledge {
  /** Best first. An empty answer means that nothing matched. */
  retrieve(query: KnowledgeQuery): Promise<readonly Passage[]>;
  /** Makes the workspace's articles exactly these; versions that are gone are kept, but not retrieved. */
  replaceAll(
    workspace: string,
    articles: AsyncIterable<Article> | Iterable<Article>,
  ): Promise<{ added: number; changed: number; removed: number; unchanged: number }>;
}

/** Passages as they were when they were cited, whatever has become of their article since. */
export interface PassageHistory {
  /** `null`: there never was one of that name. Its `score` is 0. */
  passageAt(name: PassageName): Promise<Passage | null>;
  /** The version that answers now; `null`: the article is gone, or never was there. */
  currentVersion(article: Pick<PassageName, 'workspace' | 'articleId'>): Promise<string | null>;
  /** Every article of this owner that answers now, by its title. */
  currentArticles(owner: string): Promise<readonly CurrentArticle[]>;
}

export type CurrentArticle = Pick<Article, 'articleId' | 'version' | 'title'>;
