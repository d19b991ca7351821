import { createMemoryKnowledge } from '@deskstream/adapter-knowledge-memory';
import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import {
  createMemoryIndexState,
  createMemoryStreamIndex,
  createMemoryWorkLedger,
  createMemoryWorkState,
} from '@deskstream/adapter-stores-memory';
import { intercomWebhooks } from '@deskstream/adapter-vendor-intercom';
import { startStreamIndex } from '@deskstream/app-orchestrator';
import { startDedup } from '@deskstream/app-dedup';
import { startDispatcher } from '@deskstream/app-dispatcher';
import type { AcceptRequest, HttpAnswer } from '@deskstream/app-ingress';
import { acceptWebhook, defaultLimits } from '@deskstream/app-ingress';
import { startDecide, startReasoning, startTimers } from '@deskstream/app-orchestrator';
import { topicCatalogue } from '@deskstream/contracts';
import { noLogger, noTelemetry } from '@deskstream/kernel';
import type { DispatchLimits } from '@deskstream/dispatch-domain';
import type { VendorApi } from '@deskstream/port-vendor';
import type { Scheduler, SimulatedProcess } from '@deskstream/testing-simulation';
import { simulatedAnswerer } from './answerer';
import type { Defect, ServiceKind } from './defect';
import { settings } from './workspace';

export interface SystemOptions {
  readonly scheduler: Scheduler;
  readonly partitions: number;
  readonly replicas: number;
  readonly defect: Defect;
  readonly dispatchLimits: Partial<DispatchLimits>;
  vendorFor(process: SimulatedProcess): VendorApi;
}

/** A running ingress: what HTTP would hand to it. */
export interface Door {
  readonly process: SimulatedProcess;
  accept(request: AcceptRequest): Promise<HttpAnswer>;
}

const KINDS: readonly ServiceKind[] = [
  'ingress',
  'dedup',
  'decide',
  'timers',
  'reasoning',
  'dispatcher',
  'index',
];

/** Every service, each replica a process of its own, on one broker and one store. */
export class System {
  readonly broker = createMemoryBroker();
  readonly work = createMemoryWorkState();
  readonly indexState = createMemoryIndexState();
  readonly doors: Door[] = [];
  #incarnations = 0;

  constructor(private readonly options: SystemOptions) {
    this.broker.provision(topicCatalogue(options.partitions));
  }

  start(): void {
    for (const kind of KINDS)
      for (let nth = 0; nth < this.options.replicas; nth += 1) this.spawn(kind);
  }

  /** One more replica; also what follows a crash. */
  spawn(kind: ServiceKind): void {
    const { scheduler, defect } = this.options;
    const name = `${kind}#${(this.#incarnations += 1)}`;
    const process = scheduler.process(name, { skewMs: defect.skewMs?.[kind] ?? 0 });
    const ports = this.#portsFor(kind, process);
    const start = STARTS[kind];
    const { dispatchLimits: limits } = this.options;
    start(this, { process, ports, limits, vendor: () => this.#vendorFor(process) }).catch(() => {
      if (!process.alive) return;
      process.crash();
      scheduler.onFate('crash', process, 0);
    });
  }

  #vendorFor(process: SimulatedProcess): VendorApi {
    const { vendorFor, defect } = this.options;
    const vendor = vendorFor(process);
    return defect.vendor?.(vendor) ?? vendor;
  }

  #portsFor(kind: ServiceKind, process: SimulatedProcess): Ports {
    const { defect, scheduler } = this.options;
    const { clock, at, name } = process;
    const own = createMemoryEventLog({
      broker: this.broker,
      clock: { now: () => scheduler.now(), sleep: clock.sleep },
      at,
      processName: name,
      fencing: defect.fencing ?? true,
    });
    process.onCrash(() => own.crash());
    const ledger = createMemoryWorkLedger({ state: this.work, at });
    const index = createMemoryStreamIndex({ state: this.indexState, at });
    return {
      clock,
      settings,
      telemetry: noTelemetry,
      logger: noLogger,
      log: defect.log?.(kind, own, process) ?? own,
      ledger: defect.ledger?.(kind, ledger, process) ?? ledger,
      index: defect.index?.(kind, index) ?? index,
    };
  }
}

export const kindOf = ({ name }: SimulatedProcess): ServiceKind =>
  name.split('#')[0] as ServiceKind;

type Ports = Parameters<typeof startDecide>[0] & Pick<Parameters<typeof startTimers>[0], 'ledger'>;

interface Start {
  readonly process: SimulatedProcess;
  readonly ports: Ports;
  readonly limits: Partial<DispatchLimits>;
  vendor(): VendorApi;
}

/** Longest pause between two looks of idle workers. */
const pollMs = 15_000;

const STARTS: Readonly<Record<ServiceKind, (system: System, start: Start) => Promise<unknown>>> = {
  ingress: (system, { process, ports }) => {
    const accept = acceptWebhook({ ...ports, vendors: [intercomWebhooks], limits: defaultLimits });
    const door = { process, accept };
    system.doors.push(door);
    process.onCrash(() => {
      system.doors.splice(system.doors.indexOf(door), 1);
    });
    return Promise.resolve();
  },
  dedup: (_system, { ports }) => startDedup({ ...ports, vendors: [intercomWebhooks] }),
  decide: (_system, { ports }) => startDecide({ ...ports, maxStreams: 3 }),
  timers: (_system, { ports }) => startTimers({ ...ports, pollMs }),
  reasoning: (_system, { ports, process }) =>
    startReasoning({
      ...ports,
      pollMs,
      knowledge: createMemoryKnowledge({ at: (point) => process.at(point) }),
      answerer: simulatedAnswerer(process),
    }),
  dispatcher: (_system, { ports, limits, vendor }) =>
    startDispatcher({ ...ports, limits, pollMs, vendors: [vendor()] }),
  index: (_system, { ports }) => startStreamIndex(ports),
};
