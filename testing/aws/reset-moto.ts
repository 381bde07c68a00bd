/** Removes everything from moto, also when the stand-in forwards the request. */
export async function resetMoto(url: string): Promise<void> {
  const { ok, status } = await fetch(`${url}/moto-api/reset`, { method: 'POST' });
  if (!ok) throw new Error(`moto responds with ${status} to a reset`);
}
