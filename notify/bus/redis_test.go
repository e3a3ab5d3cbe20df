package bus_test

import (
	"testing"

	"ringain/notify/bus"
	"ringain/notify/bus/redistest"
)

func TestRedisKeepsTheContractOfABus(t *testing.T) {
	server := redistest.Start(t)
	conform(t, func(t testing.TB) bus.Bus { return node(t, server) })
}
