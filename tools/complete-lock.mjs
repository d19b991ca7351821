// Completes package-lock.json with the platform builds that the registry of the last `npm install` did
// not offer. npm leaves such optional packages out of the lock, and `npm ci` then refuses it everywhere.
// Run it after `npm install`. Versions come from the packages that name them; npm skips foreign platforms.
import { readFile, writeFile } from 'node:fs/promises';

const OS = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'win32',
  freebsd: 'freebsd',
  android: 'android',
  openharmony: 'openharmony',
};
const CPU = {
  x64: 'x64',
  arm64: 'arm64',
  ia32: 'ia32',
  arm: 'arm',
  ppc64: 'ppc64',
  s390x: 's390x',
  riscv64: 'riscv64',
  loong64: 'loong64',
};

const lock = JSON.parse(await readFile('package-lock.json', 'utf8'));
const added = [];

for (const [path, { dev, optionalDependencies = {} }] of Object.entries({ ...lock.packages }))
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const platform = platformOf(name);
    if (!platform || !/^\d/.test(version) || isLocked(path, name)) continue;
    lock.packages[`node_modules/${name}`] = {
      version,
      ...platform,
      ...(dev ? { dev } : {}),
      optional: true,
    };
    added.push(`${name}@${version}`);
  }

const sorted = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)),
);
if (added.length > 0)
  await writeFile(
    'package-lock.json',
    `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`,
  );
console.log(`${added.length} added${added.length > 0 ? `: ${added.join(', ')}` : ''}`);

function isLocked(path, name) {
  return `${path}/node_modules/${name}` in lock.packages || `node_modules/${name}` in lock.packages;
}

/** From the name, as these packages are named: `@swc/core-linux-arm-gnueabihf`. */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const os = words.map((word) => OS[word]).find(Boolean);
  const cpu = words.map((word) => CPU[word]).find(Boolean);
  return os && cpu ? { cpu: [cpu], os: [os] } : null;
}
