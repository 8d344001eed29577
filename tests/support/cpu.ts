/** Milliseconds of this process's CPU that `work` takes: another process on the machine does not change it. */
export function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
