package bus

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// place is where Redis is: one server, the one that sentinels name, or the one of a
// cluster that an installation's channels belong to.
type place struct {
	options redis.Options // of a connection; its address is that of a single server
	hosts   []string      // to ask where the server is
	next    int           // of them
	master  string        // what sentinels call it; empty without sentinels
	cluster bool
	number  int // tells installations apart that share a Redis
}

// The kinds of addresses that name others than one server.
const (
	sentinels = "+sentinel"
	cluster   = "+cluster"
)

// placeOf reads an address:
//
//	host:port
//	redis://user:password@host:port/number
//	redis+sentinel://user:password@host:port,host:port/master/number
//	redis+cluster://user:password@host:port,host:port/number
//
// and the same with rediss for TLS, with ?skip_verify=true for certificates that nobody
// vouches for. Sentinels are asked with the same user and password.
func placeOf(address string) (p *place, err error) {
	scheme, rest, named := strings.Cut(address, "://")
	if !named {
		scheme, rest = "redis", address
	}
	p = &place{}
	scheme, p.cluster = strings.CutSuffix(scheme, cluster)
	scheme, watched := strings.CutSuffix(scheme, sentinels)
	if p.cluster || watched {
		if rest, err = p.several(rest, watched); err != nil {
			return nil, err
		}
	}
	o, err := redis.ParseURL(scheme + "://" + rest)
	if wrong := new(url.Error); errors.As(err, &wrong) {
		err = wrong.Err // without the address: it may hold a password
	}
	if err != nil {
		return nil, err
	}
	if p.number = o.DB; p.cluster {
		o.DB = 0 // a cluster has no other
	}
	p.options = *ours(o)
	return p, nil
}

// several takes the hosts and the name of the master out of what follows the scheme, and
// leaves an address of the first host.
func (p *place) several(rest string, watched bool) (string, error) {
	end := strings.IndexAny(rest, "/?")
	if end < 0 {
		end = len(rest)
	}
	who, hosts := "", rest[:end]
	if at := strings.LastIndex(hosts, "@"); at >= 0 {
		who, hosts = hosts[:at+1], hosts[at+1:]
	}
	p.hosts, rest = strings.Split(hosts, ","), rest[end:]
	if slices.Contains(p.hosts, "") {
		return "", errors.New("a host is missing")
	}
	if watched {
		path, query, asks := strings.Cut(strings.TrimPrefix(rest, "/"), "?")
		var number string
		if p.master, number, _ = strings.Cut(path, "/"); p.master == "" {
			return "", errors.New("the name of the master is missing, as in redis+sentinel://host:26379/mymaster")
		}
		if rest = "/" + number; asks {
			rest += "?" + query
		}
	}
	return who + p.hosts[0] + rest, nil
}

// ours has a connection be as links need it: nothing is repeated or mended unseen.
func ours(o *redis.Options) *redis.Options {
	o.Protocol = 2
	o.DisableIdentity = true
	o.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	o.MaxRetries = -1 // a publish whose answer is lost must not come twice
	o.DialerRetries = 1
	o.PipelinePoolSize = -1 // one connection for all that is published: it keeps the order
	o.PoolSize = 2
	o.MinIdleConns = 0
	o.ConnMaxLifetime, o.ConnMaxIdleTime = -1, -1
	o.DialTimeout, o.ReadTimeout, o.WriteTimeout = patience, patience, patience
	return o
}

// String says where Redis is, without a password.
func (p *place) String() string {
	if len(p.hosts) == 0 {
		return p.options.Addr
	}
	return strings.TrimSuffix(strings.Join(p.hosts, ",")+"/"+p.master, "/")
}

// channels is what the names of all channels begin with. In a cluster they belong to one
// slot (the part in braces alone decides), and so to one server: what an installation says
// keeps its order, and goes to the servers of that slot only.
func (p *place) channels() string {
	if p.cluster {
		return fmt.Sprintf("{ringain/%d}", p.number)
	}
	return fmt.Sprintf("ringain/%d", p.number)
}

// find finds the server to link to just now. Of several who know, it asks the next one
// each time: one may be gone, or be wrong.
func (p *place) find(ctx context.Context) (redis.Options, error) {
	if len(p.hosts) == 0 {
		return p.options, nil
	}
	host := p.hosts[p.next%len(p.hosts)]
	p.next++
	asked := p.at(host)
	var addr string
	var err error
	if p.cluster {
		addr, err = p.ownerOf(ctx, &asked)
	} else {
		asked.DB = 0 // a sentinel has no other
		addr, err = masterOf(ctx, &asked, p.master)
	}
	if err != nil {
		return asked, fmt.Errorf("ask %s where the server is: %w", host, err)
	}
	return p.at(addr), nil
}

// at is how to connect to one address.
func (p *place) at(addr string) redis.Options {
	o := p.options
	o.Addr = addr
	if host, _, err := net.SplitHostPort(addr); err == nil && o.TLSConfig != nil {
		o.TLSConfig = o.TLSConfig.Clone()
		o.TLSConfig.ServerName = host
	}
	return o
}

func masterOf(ctx context.Context, sentinel *redis.Options, name string) (string, error) {
	client := redis.NewSentinelClient(sentinel)
	defer client.Close()
	at, err := client.GetMasterAddrByName(ctx, name).Result()
	if err != nil || len(at) != 2 {
		return "", fmt.Errorf("master %q: %w", name, err)
	}
	return net.JoinHostPort(at[0], at[1]), nil
}

// ownerOf asks a server of a cluster which one has the slot of our channels.
func (p *place) ownerOf(ctx context.Context, asked *redis.Options) (string, error) {
	client := redis.NewClient(asked)
	defer client.Close()
	slot, err := client.ClusterKeySlot(ctx, p.channels()).Result()
	if err != nil {
		return "", err
	}
	shards, err := client.ClusterShards(ctx).Result()
	if err != nil {
		return "", err
	}
	for _, shard := range shards {
		has := func(r redis.SlotRange) bool { return r.Start <= slot && slot <= r.End }
		owns := func(n redis.Node) bool { return n.Role == "master" && n.Health == "online" }
		if i := slices.IndexFunc(shard.Nodes, owns); i >= 0 && slices.ContainsFunc(shard.Slots, has) {
			return addressOf(shard.Nodes[i], asked), nil
		}
	}
	return "", errors.New("nobody has slot " + strconv.FormatInt(slot, 10))
}

// addressOf is where a server of a cluster is reached. One that does not know its own
// address is where it was asked.
func addressOf(n redis.Node, asked *redis.Options) string {
	host, port := n.Endpoint, n.Port
	if host == "" || host == "?" {
		host = n.IP
	}
	if host == "" {
		host, _, _ = strings.Cut(asked.Addr, ":")
	}
	if asked.TLSConfig != nil && n.TLSPort != 0 {
		port = n.TLSPort
	}
	return net.JoinHostPort(host, strconv.FormatInt(port, 10))
}

// checkRole refuses a server that follows another: what is said there does not reach those
// who listen at the other.
func checkRole(ctx context.Context, client *redis.Client) error {
	role, err := client.Do(ctx, "role").Slice()
	if err != nil {
		return fmt.Errorf("ask for the role: %w", err)
	}
	if len(role) == 0 || role[0] != "master" {
		return errors.New("it follows another server")
	}
	return nil
}
