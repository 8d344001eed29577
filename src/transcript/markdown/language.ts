/** The word after the fence, reduced to what a language can be called (H05). */
export function languageOf(info: string): string {
  return /^[a-z0-9+#-]{1,20}$/u.exec(info.trim().split(/\s/u)[0]?.toLowerCase() ?? '')?.[0] ?? '';
}
