import { hearErrors } from '@deskstream/platform-postgres';
import { DataSource } from 'typeorm';
import type { TrialSource } from './trials.store';

export interface OpenTrialSource extends TrialSource {
  close(): Promise<void>;
}

/** For a process that runs trials and is not audit; until audit has made its tables there is nothing to do. */
export const openTrialSource = async (url: string, schema: string): Promise<OpenTrialSource> => {
  const source = new DataSource({
    type: 'postgres',
    url,
    schema,
    applicationName: 'deskstream-trials',
    extra: {
      options: `-c search_path=${schema}`,
      max: 4,
      query_timeout: 20_000,
      onConnect: hearErrors,
    },
    connectTimeoutMS: 10_000,
    poolErrorHandler: () => undefined,
  });
  await source.initialize();
  return {
    query: source.query.bind(source),
    transaction: source.transaction.bind(source),
    close: () => source.destroy(),
  };
};
