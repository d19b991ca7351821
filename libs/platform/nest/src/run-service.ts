import { ConfigError, describeConfig, loadConfig } from '@deskstream/platform-config';
import type { ConfigClass, ServiceConfig } from '@deskstream/platform-config';
import { createLogger, startTelemetry } from '@deskstream/platform-telemetry';
import { systemClock } from '@deskstream/kernel';
import { createService } from './create-service';
import type { Service, ServiceModule, ServiceOptions } from './create-service';
import { claimPorts, listenError } from './lifecycle/free-ports';
import { logWarnings } from './lifecycle/log-warnings';
import { EXIT, createStopper } from './lifecycle/stopper';
import { CONFIG } from './platform';
import type { Platform } from './platform';

export interface RunOptions<C extends ServiceConfig> extends Pick<
  ServiceOptions<C>,
  'rawBody' | 'bodyLimit' | 'configure' | 'trustedProxies'
> {
  /** `service.name` of traces, metrics and log lines. */
  readonly name: string;
  readonly config: ConfigClass<C>;
  readonly module: (platform: Platform<C>) => ServiceModule | Promise<ServiceModule>;
  /** Which variable holds the port. Default `PORT`. */
  readonly port?: keyof C & string;
  /** Further variables that hold ports; asked for before the start, so that it fails early and clearly. */
  readonly ports?: (config: C) => readonly (keyof C & string)[];
  /** Longest graceful stop. Kubernetes' grace of 30 s must be longer. Default 25 s. */
  readonly stopWithinMs?: number;
}

/** The whole life of a service process: help, configuration, start, signals, stop, exit code. */
export const runService = async <C extends ServiceConfig>(
  options: RunOptions<C>,
): Promise<void> => {
  if (process.argv.some((word) => word === '--help' || word === '-h')) return say(helpOf(options));
  const config = configOrExit(options);
  const { name } = options;
  const platform: Platform<C> = {
    name,
    config,
    clock: systemClock,
    logger: createLogger({ service: name, level: config.LOG_LEVEL }),
    telemetry: await startTelemetry(name),
  };
  logWarnings(platform.logger);
  const stopper = createStopper(platform, options.stopWithinMs ?? 25_000);
  try {
    Object.assign(config, await claimPorts(portsOf(config, options), config.HOST));
    const module = await options.module(platform);
    const service = await createService({ ...options, platform, module, onFatal: stopper.fail });
    stopper.guard(service);
    const url = await listen(service, options);
    platform.logger.info({ url }, 'listening');
  } catch (error) {
    stopper.fail(error);
  }
};

const helpOf = ({
  name,
  config,
}: {
  readonly name: string;
  readonly config: ConfigClass<object>;
}): string =>
  `deskstream ${name === 'deskstream' ? 'start' : name}\n\nConfigured by environment variables only:\n\n${describeConfig(config)}\n\n` +
  `Exit codes: 0 stopped, 1 failed (the last line says why, with a code), 78 configuration. All OTEL_* variables of the OTLP exporter are honoured.\n`;

const say = (text: string): void => void process.stdout.write(text);

const configOrExit = <C extends ServiceConfig>({ config, name }: RunOptions<C>): C => {
  try {
    return loadConfig(config, process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${name} cannot start. ${error.message}\n`);
    process.exit(EXIT.config);
  }
};

const portsOf = <C extends ServiceConfig>(
  config: C,
  { port = 'PORT', ports = () => [] }: RunOptions<C>,
): Record<string, number> =>
  Object.fromEntries(
    [port, ...ports(config)].map((name) => [name, Number(config[name as keyof C])]),
  );

const listen = async <C extends ServiceConfig>(
  service: Service,
  { port: variable = 'PORT' }: RunOptions<C>,
): Promise<string> => {
  const config = service.app.get<C>(CONFIG);
  const port = Number(config[variable as keyof C]);
  try {
    return await service.listen(port, config.HOST);
  } catch (error) {
    throw listenError({ variable, port, host: config.HOST }, error);
  }
};
