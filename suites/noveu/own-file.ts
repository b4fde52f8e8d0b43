/** Most that a key or a certificate that people publish may be long, in bytes. */
const longest = 65_536;

/** PHP that reads what the owner of an address has put into the root of their own files; null for anything that is no such file. */
export const ownFile = (name: string): string => `/** What the owner of an address has put into their files. */
function ownFile(string $address): ?string {
  $owners = \\OCP\\Server::get(\\OCP\\IUserManager::class)->getByEmail($address);
  if (count($owners) !== 1 || !$owners[0]->isEnabled()) {
    return null;
  }
  try {
    $file = \\OCP\\Server::get(\\OCP\\Files\\IRootFolder::class)->getUserFolder($owners[0]->getUID())->get('${name}');
  } catch (\\OCP\\Files\\NotFoundException) {
    return null;
  }
  return $file instanceof \\OCP\\Files\\File && $file->getSize() <= ${String(longest)} ? $file->getContent() : null;
}
`;
