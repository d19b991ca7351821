/** A passage of an article as it was when it was read; `score` is comparable within one answer only. */
export interface Passage {
  readonly articleId: string;
  readonly articleVersion: string;
  readonly title: string;
  readonly heading: string;
  readonly text: string;
  readonly score: number;
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
