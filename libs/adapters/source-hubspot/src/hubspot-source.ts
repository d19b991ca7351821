import type { KnowledgeSource, SourceRefusal } from '@deskstream/port-knowledge-source';

/**
 * HubSpot has no API for the articles of its knowledge base (vendors/hubspot.md §5): a source of this
 * kind says so, and what to do instead.
 */
export const createHubspotSource = (): KnowledgeSource => ({
  kind: 'hubspot',
  verify: () =>
    Promise.resolve({
      available: [],
      checks: [
        {
          name: 'read access',
          result: 'failed',
          code: NO_API.code,
          expected: 'an API that reads articles',
          found: NO_API.detail,
          fix: "Add a source of kind web with the address of the knowledge base's sitemap.",
        },
      ],
    }),
  list: () => Promise.resolve(NO_API),
  read: () => Promise.resolve(NO_API),
  close: () => Promise.resolve(),
});

const NO_API: Extract<SourceRefusal, { kind: 'refused' }> = {
  kind: 'refused',
  code: 'SOURCE.NO_API',
  detail: 'HubSpot has none for knowledge base articles',
};
