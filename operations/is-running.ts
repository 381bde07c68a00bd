/** Whether this machine has a process of this number, whoever's it is. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's is there, and may not be asked.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
