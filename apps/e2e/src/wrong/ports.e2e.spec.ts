import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder, freePorts, leave, occupy, portOf, removed } from './places';
import { Program, endPrograms } from './program';

const VARIABLES = ['PORT', 'INGRESS_PORT', 'SIMULATOR_PORT', 'WEB_CHAT_PORT'] as const;

const envOf = async (data: string): Promise<Record<string, string>> => {
  const ports = await freePorts(VARIABLES.length);
  const pairs = VARIABLES.map((name, at) => [name, ports[at] ?? '']);
  return { DESKSTREAM_DATA: data, ...(Object.fromEntries(pairs) as Record<string, string>) };
};

describe('a port that is taken', () => {
  let data: string;

  beforeEach(async () => {
    data = await dataFolder();
  });

  afterEach(async () => {
    await endPrograms();
    await removed(data);
  });

  it.each(VARIABLES)('%s stops the all-in-one before it starts anything', async (variable) => {
    const other = await occupy(0);
    const env = { ...(await envOf(data)), [variable]: portOf(other) };
    const program = new Program({ app: 'deskstream', args: ['start'], env });
    expect(await program.ended()).toBe(1);
    expect(program.said).toContain(
      `${variable}: port ${portOf(other)} of 127.0.0.1 is taken by another process`,
    );
    expect(program.said).toContain('PORT.TAKEN');
    expect(program.said).not.toContain('Deskstream is up');
    expect(existsSync(join(data, 'postgres'))).toBe(false);
    await leave(other);
  });

  it('is told for all ports at once', async () => {
    const others = await Promise.all([occupy(0), occupy(0)]);
    const [console = '', ingress = ''] = others.map(portOf);
    const env = { ...(await envOf(data)), PORT: console, INGRESS_PORT: ingress };
    const program = new Program({ app: 'deskstream', args: ['start'], env });
    expect(await program.ended()).toBe(1);
    expect(program.said).toMatch(/PORT: port .*INGRESS_PORT: port /);
    await Promise.all(others.map(leave));
  });

  it('does not matter when the part that would use it is off', async () => {
    const other = await occupy(0);
    const env = {
      ...(await envOf(data)),
      SIMULATOR_PORT: portOf(other),
      DESKSTREAM_DEMO: 'false',
    };
    const program = new Program({ app: 'deskstream', args: ['start'], env });
    await program.ready();
    expect(await program.stop()).toBe(0);
    await leave(other);
  });

  it('twice in one configuration is refused as configuration', async () => {
    const env = await envOf(data);
    const same = { ...env, INGRESS_PORT: env['PORT'] ?? '' };
    const program = new Program({ app: 'deskstream', args: ['start'], env: same });
    expect(await program.ended()).toBe(78);
    expect(program.said).toContain('PORT and INGRESS_PORT: expected different ports');
  });

  it('stops a service, too', async () => {
    const other = await occupy(0);
    const program = new Program({
      app: 'ingress',
      env: { PORT: portOf(other), INGRESS_PORT: '0', DESKSTREAM_SECRET_KEY: '0'.repeat(64) },
    });
    expect(await program.ended()).toBe(1);
    expect(program.said).toContain(`PORT: port ${portOf(other)}`);
    await leave(other);
  });
});
