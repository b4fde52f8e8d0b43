/** The date some days after another, both ISO 8601. */
export function daysAfter(date: string, days: number): string {
  const start = Date.parse(`${date}T00:00:00Z`);
  return new Date(start + days * 24 * 3600 * 1000).toISOString().slice(0, 10);
}
