import type { Surroundings } from "../../language";
import { certificatePort } from "./nextcloud-certificates";

/** Label of the directory's name. */
export const directoryLabel = "ldap";

/** Port of LDAP over TLS from the first byte. */
export const directoryPublicPort = 636;

/** Ports of the directory: the one that the gateway leads to, and one that only its own pod reaches, in the clear. */
export const directoryPorts = { ldaps: 10_636, probe: 10_389 } as const;

export const directoryFolders = { configuration: "/etc/bestek", certificate: "/etc/bestek-tls" } as const;

/** Most addresses that one search may ask for: Thunderbird asks for those of all recipients whose certificate it lacks at once. */
export const mostAddresses = 16;

interface Holder {
  readonly domain: string;
  readonly files: string;
}

const holders = (at: Surroundings): readonly Holder[] => {
  const tenants = at.tenants();
  return tenants.length === 0
    ? [{ domain: at.domain, files: at.workload("files", "web") }]
    : tenants.map((tenant) => ({ domain: tenant.domain, files: tenant.workload("files", "web") }));
};

/**
 * Whole configuration of slapd (slapd.conf(5), slapd-perl(5), 2.6): it holds nothing, has no administrator, and does nothing but search. Whom a domain
 * belongs to stands in lines that the script below reads. Nothing is logged, because searches name people; what the script can't do, it says itself.
 */
export const slapdConfiguration = (at: Surroundings): string => `include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_perl

TLSCertificateFile ${directoryFolders.certificate}/tls.crt
TLSCertificateKeyFile ${directoryFolders.certificate}/tls.key
TLSCipherSuite SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2
TLSVerifyClient never

loglevel none
threads 8
conn_max_pending 4
sockbuf_max_incoming 65536
idletimeout 60
writetimeout 10
sizelimit ${String(mostAddresses)}
timelimit 20
disallow bind_simple
restrict add delete modify rename compare extended
access to * by * read

database perl
# No name of a tenant is told to whoever asks which names there are.
suffix ""
perlModulePath ${directoryFolders.configuration}
perlModule Certificates
filterSearchResults on
restrict add delete modify rename compare extended
${holders(at)
  .map(({ domain, files }) => `holder ${domain} http://${files}:${String(certificatePort)}/`)
  .join("\n")}
`;

/**
 * What a search does: it finds the addresses that it names in full, and asks the file servers of each one's domain for the certificate that its owner
 * has put there. A search that names none finds nothing, so that nobody learns who has an account; slapd itself then holds each entry against the search.
 * What can't be asked is told as unavailable, and not as if there were none.
 *
 * slapd runs it for one search after the other: the file servers never get more questions at the same time than there are directories, however many come
 * from the world. Servers that did not answer are asked again after ten seconds, so that one tenant's make others wait once.
 */
export const certificatesModule = `package Certificates;
use strict;
# A warning would tell the log what was searched for.
use warnings FATAL => 'all';
use HTTP::Tiny;
use MIME::Base64 qw(encode_base64);

use constant { SUCCESS => 0, SIZE_LIMIT => 4, ADMIN_LIMIT => 11, UNAVAILABLE => 52, UNWILLING => 53 };
use constant { BASE => 0, ONE => 1, SUBTREE => 2, CHILDREN => 3 };
use constant { MOST_ADDRESSES => ${String(mostAddresses)}, LONGEST => 65_536, DEEPEST => 32 };
# In seconds.
use constant { TIMEOUT => 3, LONGEST_SEARCH => 10, PAUSE => 10 };

sub new { return bless { holders => {}, silent => {} }, shift }
sub init { return 0 }
sub bind { return UNWILLING }
sub compare { return UNWILLING }
sub add { return UNWILLING }
sub modify { return UNWILLING }
sub modrdn { return UNWILLING }
sub delete { return UNWILLING }

sub config {
  my ($self, $word, $domain, $address) = @_;
  return 1 unless $word eq 'holder' && defined $address;
  $self->{holders}{lc $domain} = $address;
  return 0;
}

# slapd ends where a method dies.
sub search {
  my @arguments = @_;
  my @answer = eval { found(@arguments) };
  return @answer unless $@;
  print STDERR "certificates: a search failed\\n";
  return (UNAVAILABLE);
}

sub found {
  my ($self, $base, $scope, $deref, $size, $time, $filter) = @_;
  my %asked = map { $_ => 1 } grep { $self->holds($_) } addresses($base, $filter);
  my @asked = grep { within($_, $base, $scope) } sort keys %asked;
  return (ADMIN_LIMIT) if @asked > MOST_ADDRESSES;
  my @entries;
  my $end = time + LONGEST_SEARCH;
  for my $address (@asked) {
    my ($known, $certificate) = $self->certificate($address);
    return (UNAVAILABLE) if !$known || time > $end;
    next unless defined $certificate;
    # slapd loses an entry that it has no more room for.
    return (SIZE_LIMIT, @entries) if $size > 0 && @entries >= $size;
    push @entries, entry($address, $certificate);
  }
  return (SUCCESS, @entries);
}

# An address of a domain that is held here, in full; nothing else is asked for.
sub holds {
  my ($self, $address) = @_;
  return $address =~ /\\A[a-z0-9.!#\$%&'*+\\/=?^_\`{|}~-]{1,64}\\@([a-z0-9.-]+)\\z/ && exists $self->{holders}{$1};
}

# What a search names: the entry that it begins at, and what its filter holds mail against. Programs write the whole address and a star behind it.
sub addresses {
  my ($base, $filter) = @_;
  my @named = plain($base) =~ /\\Amail=([^,]+),/ ? ($1) : ();
  my $rest = $filter;
  return map { lc } (@named, mentioned(\\$rest, 0));
}

sub mentioned {
  my ($rest, $depth) = @_;
  # Nothing is left to those around it, who would begin again where this one did.
  $$rest = '' if $depth > DEEPEST;
  return () unless $$rest =~ s/\\A\\(//;
  if ($$rest =~ s/\\A([&|!])//) {
    my $kind = $1;
    my @inner;
    push @inner, mentioned($rest, $depth + 1) while $$rest =~ /\\A\\(/;
    $$rest =~ s/\\A\\)//;
    return $kind eq '!' ? () : @inner;
  }
  $$rest =~ s/\\A([^()]*)\\)?//;
  return $1 =~ /\\Amail=([^*]+)\\*?\\z/i ? (plain($1)) : ();
}

sub plain {
  my ($escaped) = @_;
  $escaped =~ s/\\\\([0-9a-fA-F]{2})/chr hex $1/ge;
  return $escaped;
}

sub suffix { return join ',', map { "dc=$_" } split /\\./, shift }

sub within {
  my ($address, $base, $scope) = @_;
  my $parent = suffix($address =~ s/.*\\@//r);
  my $own = "mail=$address,$parent";
  my $start = plain($base);
  return $start eq $own if $scope == BASE;
  return $start eq $parent if $scope == ONE;
  return ($scope == SUBTREE && $start eq $own) || $start eq '' || ",$parent" =~ /,\\Q$start\\E\\z/;
}

# Whether the owner's file servers answered, and with which certificate.
sub certificate {
  my ($self, $address) = @_;
  my $domain = $address =~ s/.*\\@//r;
  return (0) if ($self->{silent}{$domain} // 0) > time;
  # Nothing that the environment says of proxies lies between this pod and the file servers.
  my $http = HTTP::Tiny->new(
    timeout => TIMEOUT, max_size => LONGEST, max_redirect => 0, keep_alive => 0,
    proxy => undef, http_proxy => undef, https_proxy => undef,
  );
  my $mail = $address =~ s/([^a-z0-9.\\-])/sprintf '%%%02X', ord $1/ger;
  my $answer = $http->get("$self->{holders}{$domain}?mail=$mail");
  return (1) if $answer->{status} == 204;
  my $kind = $answer->{headers}{'content-type'} // '';
  return (1, $answer->{content}) if $answer->{status} == 200 && $kind eq 'application/pkix-cert';
  $self->{silent}{$domain} = time + PAUSE;
  print STDERR "certificates: the file servers of $domain answer $answer->{status}\\n";
  return (0);
}

# No name of anybody but the address that was asked for: what else there is to know stands in the certificate.
sub entry {
  my ($address, $certificate) = @_;
  my $name = $address =~ s/([^a-z0-9.\\@_-])/sprintf '\\\\%02X', ord $1/ger;
  my $parent = suffix($address =~ s/.*\\@//r);
  my $value = encode_base64($certificate, '');
  my $names = encode_base64($address, '');
  return <<"END";
dn: mail=$name,$parent
objectClass: inetOrgPerson
cn:: $names
sn:: $names
mail:: $names
userCertificate;binary:: $value
END
}

1;
`;
