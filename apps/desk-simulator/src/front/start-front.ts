import type { FastifyInstance } from 'fastify';
import { noLogger, systemClock } from '@deskstream/kernel';
import { openDataFile } from '../data-file';
import type { DeskSimulatorOptions } from '../start-desk-simulator';
import { frontApiRoutes } from './http/api-routes';
import { frontControlRoutes } from './http/control-routes';
import { frontPageRoutes } from './http/page-routes';
import { openFrontInstance } from './instance';
import type { FrontInstance } from './instance';
import type { FrontState } from './model';
import type { FrontPost } from './webhooks/post';

/** Opens the companies and serves them under `/front`; their state is kept in a file beside Intercom's. */
export const startFront = async (server: FastifyInstance, options: DeskSimulatorOptions) => {
  const instances = new Map<string, FrontInstance>();
  const { dataFile, front = [] } = options;
  const states = (): Record<string, FrontState> =>
    Object.fromEntries([...instances].map(([name, { company }]) => [name, company.store.state]));
  const file =
    dataFile === undefined || front.length === 0
      ? null
      : await openDataFile<FrontState>(besideOf(dataFile), states);
  for (const config of front) {
    const state = file?.saved[config.workspace];
    const surroundings = { ...surroundingsOf(options), ...(state ? { state } : {}) };
    const instance = openFrontInstance({ config, ...surroundings });
    instance.company.subscribe(() => file?.changed());
    instances.set(config.workspace, instance);
  }
  frontApiRoutes(server, instances);
  frontControlRoutes(server, instances);
  frontPageRoutes(server, instances);
  return {
    instances: instances as ReadonlyMap<string, FrontInstance>,
    stop: async (): Promise<void> => {
      await Promise.all([...instances.values()].map((instance) => instance.stop()));
      file?.changed();
      await file?.flush().catch(() => undefined);
    },
  };
};

const surroundingsOf = (options: DeskSimulatorOptions) => {
  const { clock = systemClock, logger = noLogger, seed = 1, faults, post } = options;
  const firstId = options.firstId ?? Math.floor(clock.now() / 1000) * 10_000;
  return {
    clock,
    logger,
    seed,
    firstId,
    ...(faults ? { faults } : {}),
    ...(post ? { post: withoutBody(post) } : {}),
  };
};

const withoutBody =
  (post: NonNullable<DeskSimulatorOptions['post']>): FrontPost =>
  async (request, signal) => ({
    status: await post({ method: 'POST', ...request }, signal),
    body: '',
  });

const besideOf = (path: string): string => `${path.replace(/\.json$/, '')}.front.json`;
