import { z } from "zod";
import type { Platform } from "../platform";

const keysSchema = z.looseObject({ keys: z.array(z.string()) });

/** Paths of every secret that the server holds below a mount, as data. */
export async function storedBelow(platform: Platform, mount: string): Promise<readonly string[]> {
  const terraform = await platform.terraform();
  const walk = async (folder: string): Promise<readonly string[]> => {
    const { status, data } = await terraform.ask("LIST", `${mount}/metadata/${folder}`);
    if (status === 404) return [];
    const below: string[] = [];
    for (const key of keysSchema.parse(data).keys)
      below.push(...(key.endsWith("/") ? await walk(`${folder}${key}`) : [`${mount}/data/${folder}${key}`]));
    return below;
  };
  return walk("");
}
