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
  /** Share (0 to 1) of the weight of the question's words that the passage holds. */
  readonly covered?: number;
  /** Share (0 to 1) of the question's words that no passage at all holds: the same for all of an answer. */
  readonly unknown?: number;
}

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
}

export interface Knowledge {
  /** Best first. An empty answer means that nothing matched. */
  retrieve(query: { workspace: string; text: string; limit: number }): Promise<readonly Passage[]>;
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
}
