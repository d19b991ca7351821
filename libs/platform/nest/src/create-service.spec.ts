import { Controller, Get, Module } from '@nestjs/common';
import type { RunningService } from '@deskstream/kernel';
import { InfraError, noLogger } from '@deskstream/kernel';
import { startTelemetry } from '@deskstream/platform-telemetry';
import { createService } from './create-service';
import type { Service } from './create-service';
import { mountService } from './lifecycle/mount-service';
import type { Platform } from './platform';

@Controller('hello')
class HelloController {
  @Get()
  hello(): string {
    return 'hello';
  }
}

/** A clock whose sleeps end when the test says so. */
const handClock = () => {
  const waiting: (() => void)[] = [];
  return {
    now: () => 0,
    sleep: (_ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        waiting.push(resolve);
        signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      }),
    wake: () => waiting.splice(0).forEach((resolve) => resolve()),
  };
};

const running = (name: string, stopped: string[]): RunningService => ({
  name,
  ready: () => ({ ok: true }),
  stop: () => Promise.resolve(void stopped.push(name)),
});

const fatal: unknown[] = [];
const open: Service[] = [];

const serve = async (
  clock: Platform['clock'],
  providers: readonly ReturnType<typeof mountService>[],
) => {
  @Module({ controllers: [HelloController], providers: [...providers] })
  class ExampleModule {}
  const platform: Platform = {
    name: 'example',
    config: {},
    clock,
    logger: noLogger,
    telemetry: await startTelemetry('example'),
  };
  const service = await createService({
    platform,
    module: ExampleModule,
    onFatal: (error) => fatal.push(error),
  });
  open.push(service);
  const url = await service.listen(0, '127.0.0.1');
  return { service, get: (path: string) => fetch(`${url}${path}`) };
};

afterEach(async () => {
  fatal.length = 0;
  for (const service of open.splice(0)) await service.stop();
});

describe('a service', () => {
  it('lives and is unready while what it needs is away, then becomes ready by itself', async () => {
    const clock = handClock();
    let attempts = 0;
    const { get } = await serve(clock, [
      mountService({
        name: 'lane',
        start: () => {
          attempts += 1;
          return attempts === 1
            ? Promise.reject(new InfraError('KAFKA.UNAVAILABLE', 'no broker at b:9092', true))
            : Promise.resolve(running('lane', []));
        },
      }),
    ]);
    expect((await get('/healthz')).status).toBe(200);
    const unready = await get('/readyz');
    expect(unready.status).toBe(503);
    expect(unready.headers.get('content-type')).toContain('application/problem+json');
    expect(await unready.json()).toMatchObject({
      status: 503,
      detail: 'lane: no broker at b:9092',
    });
    clock.wake();
    expect((await get('/readyz')).status).toBe(200);
  });

  it('gives up when waiting cannot help', async () => {
    await serve(handClock(), [
      mountService({
        name: 'lane',
        start: () => Promise.reject(new Error('password authentication failed')),
      }),
    ]);
    expect(fatal).toEqual([expect.objectContaining({ message: 'password authentication failed' })]);
  });

  it('serves its own routes and metrics', async () => {
    const { get } = await serve(handClock(), []);
    expect(await (await get('/hello')).text()).toBe('hello');
    expect(await (await get('/metrics')).text()).toContain('process_cpu_seconds_total');
  });

  it('stops services in reverse order, once', async () => {
    const stopped: string[] = [];
    const mount = (name: string) =>
      mountService({ name, start: () => Promise.resolve(running(name, stopped)) });
    const { service } = await serve(handClock(), [mount('first'), mount('second')]);
    await service.stop();
    expect(stopped).toEqual(['second', 'first']);
    expect(service.ready()).toEqual({ ok: false, because: 'process: it is stopping' });
  });

  it('stops while it still waits to start', async () => {
    const { service } = await serve(handClock(), [
      mountService({
        name: 'lane',
        start: () => Promise.reject(new InfraError('X.AWAY', 'away', true)),
      }),
    ]);
    await expect(service.stop()).resolves.toBeUndefined();
  });
});
