package bus_test

import (
	"testing"

	"ringain/notify/bus"
)

func TestMemoryKeepsTheContractOfABus(t *testing.T) {
	conform(t, func(testing.TB) bus.Bus { return bus.NewMemory() })
}
