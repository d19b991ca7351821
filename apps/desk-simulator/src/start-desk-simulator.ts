import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { Clock, Logger, RunningService } from '@deskstream/kernel';
import { hasCode, InfraError, noLogger, systemClock } from '@deskstream/kernel';
import { createAccess } from './api/access';
import { createHelpCenter } from './api/help-center';
import { createIntercomApi } from './api/intercom-api';
import { openDataFile } from './data-file';
import { httpPost } from './delivery/post';
import type { Post } from './delivery/post';
import type { RetryPolicy } from './delivery/retries';
import { createWebhookSender } from './delivery/sender';
import { createDesk } from './desk/desk';
import type { DeskState, WorkspaceConfig } from './desk/model';
import { createFaults } from './faults/faults';
import type { FaultRule } from './faults/faults';
import { startFront } from './front/start-front';
import type { FrontCompanyConfig } from './front/config';
import type { FrontInstance } from './front/instance';
import { controlRoutes } from './http/control-routes';
import type { HubspotWorkspace, SimulatedPortal } from './hubspot/hubspot';
import { startHubspot } from './hubspot/start-hubspot';
import { intercomRoutes } from './http/intercom-routes';
import { pageRoutes } from './http/page-routes';
import { createWorkflows } from './rules/workflows';
import type { Workspace } from './workspace';

export interface SimulatedWorkspace extends WorkspaceConfig {
  /** Signs the webhooks. */
  readonly clientSecret: string;
  /** Empty: none is saved yet. */
  readonly webhookUrl: string;
}

export interface DeskSimulatorOptions {
  readonly workspaces: readonly SimulatedWorkspace[];
  /** HubSpot accounts under `/hubspot`. Default: none. */
  readonly hubspot?: readonly SimulatedPortal[];
  /** Front companies under `/front`, told apart by their tokens. Default: none. */
  readonly front?: readonly FrontCompanyConfig[];
  /** Default 4020; 0 takes any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  readonly clock?: Clock;
  readonly seed?: string | number;
  readonly logger?: Logger;
  /** JSON file that keeps conversations and effects over a restart. Webhooks under way are lost. */
  readonly dataFile?: string;
  readonly faults?: readonly FaultRule[];
  readonly retries?: RetryPolicy;
  /** How webhooks travel. Default: HTTP. */
  readonly post?: Post;
  /** First id of a workspace without saved state. Default: from the clock, so that a fresh start uses fresh ids. */
  readonly firstId?: number;
}

export interface RunningDeskSimulator extends RunningService {
  /** Base address, as in `http://127.0.0.1:4020`; the API of a workspace is `<url>/intercom/<workspace>`. */
  readonly url: string;
  readonly workspaces: ReadonlyMap<string, Workspace>;
  readonly hubspot: ReadonlyMap<string, HubspotWorkspace>;
  readonly front: ReadonlyMap<string, FrontInstance>;
}

/** Rejects with `SIMULATOR.PORT_TAKEN`, `SIMULATOR.CANNOT_LISTEN` or `SIMULATOR.DATA_FILE`. */
export const startDeskSimulator = async (
  options: DeskSimulatorOptions,
): Promise<RunningDeskSimulator> => {
  const { clock = systemClock, host = '127.0.0.1', port = 4020 } = options;
  const states = (): Record<string, DeskState> =>
    Object.fromEntries([...workspaces].map(([name, { desk }]) => [name, desk.state]));
  const file = options.dataFile === undefined ? null : await openDataFile(options.dataFile, states);
  // One id is one conversation, in whichever workspace.
  const firstIdOf = (index: number) => Math.floor(clock.now() / 1000) * 10_000 + index * 1_000;
  const workspaces: ReadonlyMap<string, Workspace> = new Map(
    options.workspaces.map((each, index) => [
      each.workspace,
      openWorkspace(each, { firstId: firstIdOf(index), ...options }, file?.saved[each.workspace]),
    ]),
  );
  for (const { desk, sender } of workspaces.values())
    desk.subscribe(({ notifications }) => {
      notifications.filter(isSubscribed(desk.config)).forEach(sender.send);
      file?.changed();
    });
  const server = fastify({ forceCloseConnections: true, routerOptions: { maxParamLength: 500 } });
  intercomRoutes(server, workspaces, clock);
  controlRoutes(server, workspaces);
  pageRoutes(server, workspaces);
  const hubspot = await startHubspot(server, options);
  const front = await startFront(server, options);
  server.get('/healthz', () => ({ status: 'ok' }));
  server.get('/readyz', () => ({ status: 'ok' }));
  await listen(server, host, port);
  let stopping = false;
  return {
    name: 'desk-simulator',
    url: `http://${host}:${(server.server.address() as AddressInfo).port}`,
    workspaces,
    hubspot: hubspot.accounts,
    front: front.instances,
    ready: () => (stopping ? { ok: false, because: 'the simulator is stopping' } : { ok: true }),
    stop: async () => {
      stopping = true;
      await server.close();
      await Promise.all(
        [...workspaces.values()].flatMap(({ sender, workflows }) => [
          workflows.stop(),
          sender.stop(),
        ]),
      );
      await hubspot.stop();
      await front.stop();
      await file?.flush().catch(() => undefined);
    },
  };
};

const isSubscribed =
  ({ topics }: Pick<WorkspaceConfig, 'topics'>) =>
  ({ topic }: { readonly topic: string }): boolean =>
    topics?.includes(topic) ?? true;

const openWorkspace = (
  each: SimulatedWorkspace,
  options: DeskSimulatorOptions & { readonly firstId: number },
  state: DeskState | undefined,
): Workspace => {
  const { clock = systemClock, seed = 1, logger = noLogger, firstId } = options;
  const desk = createDesk({ config: each, clock, seed, firstId, ...(state ? { state } : {}) });
  const faults = createFaults(`${seed}/${each.workspace}`, options.faults);
  const sender = createWebhookSender({
    workspace: each.workspace,
    appId: each.appId,
    clientSecret: each.clientSecret,
    url: each.webhookUrl,
    clock,
    logger,
    faults,
    post: options.post ?? httpPost,
    ...(options.retries ? { retries: options.retries } : {}),
  });
  const access = createAccess(each);
  const workflows = createWorkflows(desk, clock);
  const helpCenter = createHelpCenter();
  return {
    desk,
    clientSecret: each.clientSecret,
    api: createIntercomApi(desk, clock, access, helpCenter),
    faults,
    sender,
    access,
    helpCenter,
    workflows,
    clock,
  };
};

const listen = async (server: FastifyInstance, host: string, port: number): Promise<void> => {
  try {
    await server.listen({ host, port });
  } catch (error) {
    throw hasCode(error, 'EADDRINUSE')
      ? new InfraError(
          'SIMULATOR.PORT_TAKEN',
          `Port ${port} on ${host} is taken by another process. Stop it, or set SIMULATOR_PORT to a free one.`,
          false,
          error,
        )
      : new InfraError(
          'SIMULATOR.CANNOT_LISTEN',
          `Cannot listen on ${host}:${port}. Check HOST and SIMULATOR_PORT.`,
          false,
          error,
        );
  }
};
